(card heading: (heading subject: (subject) @name)) @definition.class
(word heading: (heading subject: (subject) @name)) @definition.constant
(scene heading: (heading subject: (subject) @name)) @definition.module
(shot heading: (heading label: (label) @name)) @definition.function

(shot (cue key: (key) @name) @reference.call)
(shot (speech key: (key) @name) @reference.call)

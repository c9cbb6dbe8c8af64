(source_file) @local.scope

(card heading: (heading subject: (subject) @local.definition))
(word heading: (heading subject: (subject) @local.definition))
(shot heading: (heading label: (label) @local.definition))

(shot (cue key: (key) @local.reference))
(shot (speech key: (key) @local.reference))

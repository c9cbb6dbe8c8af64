(plain heading: (heading (heading_word) @context subject: (subject) @name)) @item
(card heading: (heading (heading_word) @context subject: (subject) @name)) @item
(variant heading: (heading (heading_word) @context subject: (subject) @name)) @item
(word heading: (heading (heading_word) @context subject: (subject) @name)) @item
(scene heading: (heading (heading_word) @context label: (label)? @context subject: (subject) @name)) @item
(shot heading: (heading (heading_word) @context label: (label) @name)) @item
(shot heading: (heading (heading_word) @context . subject: (subject) @name)) @item

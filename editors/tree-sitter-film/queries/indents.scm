[
  (plain)
  (card)
  (word)
  (scene)
  (shot)
  (variant)
] @indent.begin
(cue !value) @indent.begin

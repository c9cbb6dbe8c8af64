[
  (plain)
  (card)
  (word)
  (scene)
  (shot)
  (variant)
  (cue)
] @indent

[
  (plain)
  (card)
  (word)
  (scene)
  (shot)
  (variant)
] @fold
(cue (cue)) @fold

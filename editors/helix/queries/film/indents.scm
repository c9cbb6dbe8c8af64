; What is deeper belongs to the block, also when it is only being typed at the block's end.
[
  (plain)
  (card)
  (word)
  (scene)
  (shot)
  (variant)
] @indent @extend

(cue) @indent

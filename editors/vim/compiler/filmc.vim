" `:make` checks the film of this buffer; what is wrong goes into the quickfix list.

if exists('current_compiler')
  finish
endif
let current_compiler = 'filmc'

CompilerSet makeprg=filmc\ check\ --format\ short\ --color\ never\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror[%.%#]:\ %m,%f:%l:%c:\ %tarning[%.%#]:\ %m,%f:%l:%c:\ %tint[%.%#]:\ %m,%-G%.%#

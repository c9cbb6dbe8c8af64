" A line goes one level deeper than the heading, or the cue without a value, above it.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=FilmIndent() indentkeys=o,O autoindent
let b:undo_indent = 'setlocal indentexpr< indentkeys< autoindent<'

if exists('*FilmIndent')
  finish
endif

" made: headings
let s:headings = [
      \ 'film', 'use', 'act', 'cover', 'credits', 'character', 'place', 'prop', 'look', 'theme', 'sound', 'light',
      \ 'mood', 'size', 'angle', 'move', 'setup', 'performance', 'blocking', 'transition', 'scene', 'shot', 'as'
      \ ]
" end

let s:opens = '^\s*\%(' . join(s:headings, '\|') . '\)\%(\s\|$\)'

function! FilmIndent() abort
  let above = prevnonblank(v:lnum - 1)
  let deeper = above > 0 && getline(above) =~# '\%(' . s:opens . '\)\|[:：]\s*$'
  return above < v:lnum - 1 ? -1 : indent(above) + (deeper ? shiftwidth() : 0)
endfunction

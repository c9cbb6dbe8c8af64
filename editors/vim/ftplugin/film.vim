" How a .film file is edited: four spaces a level, comments by line, folds by indentation.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal expandtab shiftwidth=4 softtabstop=4 tabstop=4
setlocal comments=b:# commentstring=#\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal suffixesadd=.film
setlocal include=^use\\s\\+
setlocal foldmethod=indent foldlevel=99
compiler filmc

let b:undo_ftplugin = 'setlocal expandtab< shiftwidth< softtabstop< tabstop< comments< commentstring< formatoptions<'
      \ . ' suffixesadd< include< foldmethod< foldlevel< makeprg< errorformat<'

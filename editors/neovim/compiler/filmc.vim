" Vim's own, which stands beside this folder.
execute 'source' fnameescape(fnamemodify(resolve(expand('<sfile>:p')), ':h:h:h') . '/vim/compiler/filmc.vim')

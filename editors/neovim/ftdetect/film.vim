autocmd BufRead,BufNewFile *.film setfiletype film

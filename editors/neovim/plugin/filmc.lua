-- What every .film buffer gets: the language server, the tree-sitter parser if it has been built, and the commands.

if vim.g.loaded_filmc then
  return
end
vim.g.loaded_filmc = true

local group = vim.api.nvim_create_augroup("filmc", { clear = true })

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  pattern = "film",
  callback = function(event)
    require("filmc.server").attach(event.buf)
    require("filmc.parser").highlight(event.buf)
  end,
})

local function command(name, run, options)
  vim.api.nvim_create_user_command(name, run, options)
end

command("FilmPreview", function(given)
  require("filmc.preview").start(given.args)
end, { nargs = "?", complete = "file", desc = "Show the film in the browser, live" })

command("FilmPreviewStop", function()
  require("filmc.preview").stop()
end, { desc = "End the preview" })

command("FilmExplain", function(given)
  require("filmc.pages").explain(given.args)
end, { nargs = "?", desc = "The longer story of a code, or of what is wrong in this line" })

command("FilmTakes", function(given)
  require("filmc.pages").takes(given.fargs)
end, { nargs = "*", desc = "What has been made for each shot" })

command("FilmParser", function()
  require("filmc.parser").build()
end, { desc = "Build the tree-sitter parser of .film with the C compiler" })

-- The tree-sitter parser of .film: built on demand by the C compiler, its queries read from the grammar's own folder.

local program = require("filmc.program")

local M = {}

local here = vim.fn.fnamemodify(vim.loop.fs_realpath(debug.getinfo(1, "S").source:sub(2)), ":h:h:h:h")
local grammar = here .. "/tree-sitter-film"

local function place()
  return vim.fn.stdpath("data") .. "/site/parser/film.so"
end

local function query(name)
  local file = io.open(grammar .. "/queries/" .. name .. ".scm")
  if not file then
    return
  end
  local text = file:read("*a")
  file:close()
  local set = vim.treesitter.query.set or vim.treesitter.query.set_query
  set("film", name, text)
end

--- Load the parser; false where there is none.
function M.load()
  local add = vim.treesitter.language and vim.treesitter.language.add
  local path = vim.loop.fs_stat(place()) and place() or nil
  local ok, found
  if add then
    ok, found = pcall(add, "film", path and { path = path } or nil)
  else
    ok, found = pcall(vim.treesitter.require_language, "film", path)
  end
  if not ok or found == false then
    return false
  end
  for _, name in ipairs({ "highlights", "folds", "locals", "indents" }) do
    query(name)
  end
  return true
end

--- Colour a buffer by its tree, if the parser is there; else the syntax file does.
function M.highlight(buffer)
  if vim.g.filmc_no_parser or not M.load() then
    return false
  end
  if vim.treesitter.start then
    vim.treesitter.start(buffer, "film")
  else
    vim.treesitter.highlighter.new(vim.treesitter.get_parser(buffer, "film"))
  end
  return true
end

function M.build()
  vim.fn.mkdir(vim.fn.fnamemodify(place(), ":h"), "p")
  local compiler = vim.env.CC or "cc"
  local said = vim.fn.system({
    compiler, "-O2", "-std=c11", "-shared", "-fPIC", "-I" .. grammar .. "/src",
    grammar .. "/src/parser.c", grammar .. "/src/scanner.c", "-o", place(),
  })
  if vim.v.shell_error ~= 0 then
    program.say("the parser could not be built: " .. said, vim.log.levels.ERROR)
    return
  end
  program.say("the parser is built: " .. place())
  M.highlight(vim.api.nvim_get_current_buf())
end

return M

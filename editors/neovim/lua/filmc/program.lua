-- Where filmc is, and what film a buffer belongs to.

local M = {}

--- The command and its arguments as a list; `g:filmc_command` is a list or the name of a program.
function M.command(...)
  local own = vim.g.filmc_command or "filmc"
  local found = type(own) == "table" and vim.deepcopy(own) or { own }
  return vim.list_extend(found, { ... })
end

function M.missing()
  return vim.fn.executable(M.command()[1]) == 0
end

function M.say(message, level)
  vim.schedule(function()
    vim.notify("filmc: " .. message, level or vim.log.levels.INFO)
  end)
end

--- The nearest folder above a file that has one of the `marks`; nil: none has.
local function above(file, marks)
  local at = vim.fn.fnamemodify(file, ":p:h")
  while true do
    for _, mark in ipairs(marks) do
      if vim.loop.fs_stat(at .. "/" .. mark) then
        return at
      end
    end
    local next_one = vim.fn.fnamemodify(at, ":h")
    if next_one == at then
      return nil
    end
    at = next_one
  end
end

--- The folder that one language server is for.
function M.root(file)
  return above(file, { ".git", "filmc.toml" }) or vim.fn.fnamemodify(file, ":p:h")
end

local function holds_a_film(buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:match("^film%s") or line:match("^scene[%s:]") then
      return true
    end
  end
  return false
end

--- The film that is meant in a buffer: its own file, or else the `main.film` beside or above it.
function M.film(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  local folder = above(file, { "main.film" })
  return not holds_a_film(buffer) and folder and folder .. "/main.film" or file
end

return M

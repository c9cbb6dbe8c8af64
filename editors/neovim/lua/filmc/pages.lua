-- What filmc tells on the command line, in a window of its own.

local program = require("filmc.program")

local M = {}

--- Show lines in a new window above, which `q` closes.
local function show(name, lines)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = "wipe"
  vim.cmd("topleft split")
  vim.api.nvim_win_set_buf(0, buffer)
  vim.wo.wrap = false
  vim.wo.spell = false
  vim.api.nvim_buf_set_name(buffer, "filmc://" .. buffer .. "/" .. name)
  vim.keymap.set("n", "q", "<Cmd>close<CR>", { buffer = buffer, nowait = true, desc = "Close" })
end

--- Run filmc with `arguments` and show what it prints, or else say why not.
local function run(name, folder, arguments)
  local out, err = {}, {}
  local function into(list)
    return function(_, lines)
      list[1] = lines
    end
  end
  local job = vim.fn.jobstart(program.command(unpack(arguments)), {
    cwd = folder,
    stdout_buffered = true,
    stderr_buffered = true,
    on_stdout = into(out),
    on_stderr = into(err),
    on_exit = function(_, code)
      local lines = vim.list_extend(out[1] or {}, code == 0 and {} or err[1] or {})
      while lines[#lines] == "" do
        table.remove(lines)
      end
      show(name, lines)
    end,
  })
  if job <= 0 then
    program.say("there is no program `" .. program.command()[1] .. "`", vim.log.levels.ERROR)
  end
end

--- The code of the first diagnostic in the line of the cursor.
local function code_here()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, found in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    local code = found.code or vim.tbl_get(found, "user_data", "lsp", "code")
    if code then
      return tostring(code)
    end
  end
end

function M.explain(code)
  if code == "" then
    code = code_here()
    if not code then
      program.say("nothing is wrong in this line; :FilmExplain E0312 tells of a code")
      return
    end
  end
  run("explain " .. code, vim.fn.getcwd(), { "explain", code, "--color", "never" })
end

function M.takes(shots)
  local buffer = vim.api.nvim_get_current_buf()
  local film = program.film(buffer)
  local arguments = vim.list_extend({ "takes", "--color", "never", "--film", film }, shots)
  run("takes", vim.fn.fnamemodify(film, ":h"), arguments)
end

return M

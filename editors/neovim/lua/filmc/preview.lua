-- The preview: `filmc preview --stdio`, with which we speak in lines of JSON (see docs/preview.md).
--
-- It is told what is typed and where the cursor is; it tells what to open, what to edit and how the film stands.

local program = require("filmc.program")
local text = require("filmc.text")

local M = {}

local running -- { job, group, rest, line, told }; nil: no preview
local DELAY = 60 -- milliseconds after the last letter until the text is told

--- What the preview has told last of the film, by topic: film, money, problems, making, address.
M.told = {}

local function send(message)
  if running then
    vim.fn.chansend(running.job, vim.json.encode(message) .. "\n")
  end
end

local function is_film(buffer)
  local loaded = vim.api.nvim_buf_is_loaded(buffer)
  return loaded and vim.bo[buffer].filetype == "film" and vim.api.nvim_buf_get_name(buffer) ~= ""
end

-- ---- what we say

--- Say how a buffer's text differs from the file on the disk; `vim.NIL`: it does not.
local function say_text(buffer)
  if not running or not is_film(buffer) then
    return
  end
  local unsaved = vim.bo[buffer].modified and text.of(buffer) or vim.NIL
  send({ text = { file = vim.api.nvim_buf_get_name(buffer), text = unsaved, open = true } })
end

local function say_closed(buffer)
  if running and is_film(buffer) then
    send({ text = { file = vim.api.nvim_buf_get_name(buffer), text = vim.NIL, open = false } })
  end
end

--- Say where the cursor is, when it has come to another line.
local function say_cursor()
  local buffer = vim.api.nvim_get_current_buf()
  if not running or not is_film(buffer) then
    return
  end
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local file = vim.api.nvim_buf_get_name(buffer)
  if running.line ~= file .. row then
    running.line = file .. row
    send({ cursor = { file = file, line = row - 1, character = text.units(buffer, row - 1, column) } })
  end
end

--- Say the text when typing has paused.
local function soon(buffer)
  if not running then
    return
  end
  running.typed = (running.typed or 0) + 1
  local typed = running.typed
  vim.defer_fn(function()
    if running and running.typed == typed and vim.api.nvim_buf_is_valid(buffer) then
      say_text(buffer)
    end
  end, DELAY)
end

-- ---- what we hear

local function show(address)
  local open = vim.g.filmc_browser
  if type(open) == "string" then
    vim.fn.jobstart({ open, address }, { detach = true })
  elseif open ~= false then
    if vim.ui.open then
      vim.ui.open(address)
    else
      local known = { mac = "open", win32 = "explorer" }
      local by = known[vim.fn.has("mac") == 1 and "mac" or vim.fn.has("win32") == 1 and "win32"] or "xdg-open"
      if vim.fn.executable(by) == 1 then
        vim.fn.jobstart({ by, address }, { detach = true })
      end
    end
  end
  program.say("the film is at " .. address)
end

--- Show a place in the window that has the file, or else in this one.
local function go(place)
  local buffer = vim.fn.bufadd(place.file)
  local window = vim.fn.bufwinid(buffer)
  if window ~= -1 then
    vim.api.nvim_set_current_win(window)
  else
    local ok, why = pcall(vim.cmd, "edit " .. vim.fn.fnameescape(place.file))
    if not ok then
      program.say(why, vim.log.levels.ERROR)
      return
    end
  end
  local start = place.range.start
  vim.cmd("normal! m'")
  local line = math.min(start.line, vim.api.nvim_buf_line_count(0) - 1)
  vim.api.nvim_win_set_cursor(0, { line + 1, text.byte(0, line, start.character) })
  vim.cmd("normal! zv")
end

--- Make edits in a buffer, so that one undo takes them back. Returns why not, where it does not.
local function change(told)
  local buffer = vim.fn.bufnr(told.file)
  if buffer == -1 or not vim.api.nvim_buf_is_loaded(buffer) then
    return "the file is not open any more"
  end
  if not vim.bo[buffer].modifiable then
    return "the buffer can not be changed"
  end
  if vim.fn.sha256(text.of(buffer)) ~= told.base then
    return "the text has changed meanwhile"
  end
  local edits = {}
  for _, edit in ipairs(told.edits) do
    table.insert(edits, { range = edit.range, newText = edit.text })
  end
  vim.lsp.util.apply_text_edits(edits, buffer, "utf-16")
  say_text(buffer)
end

local hears = {
  address = function(said)
    show(said.address)
  end,
  open = go,
  edit = function(told)
    local why = change(told)
    send({ edited = { id = told.id, done = why == nil, why = why } })
  end,
}

local function hear(line)
  local ok, message = pcall(vim.json.decode, line, { luanil = { object = true } })
  if not ok or type(message) ~= "table" then
    return
  end
  for topic, said in pairs(message) do
    M.told[topic] = said
    if hears[topic] then
      hears[topic](said)
    end
  end
  vim.cmd("redrawstatus")
end

--- Take lines out of pieces: the first goes on with what was left of the one before, the last is not ended yet.
local function on_stdout(_, pieces)
  if not running then
    return
  end
  pieces[1] = running.rest .. pieces[1]
  running.rest = table.remove(pieces)
  for _, line in ipairs(pieces) do
    hear(line)
  end
end

-- ---- beginning and end

local function follow()
  local group = vim.api.nvim_create_augroup("filmc_preview", { clear = true })
  local function on(events, callback)
    vim.api.nvim_create_autocmd(events, {
      group = group,
      pattern = "*.film",
      callback = function(event)
        callback(event.buf)
      end,
    })
  end
  on({ "TextChanged", "TextChangedI", "TextChangedP" }, soon)
  on({ "BufReadPost", "BufWritePost" }, say_text)
  on({ "BufUnload" }, say_closed)
  on({ "CursorMoved", "CursorMovedI", "BufEnter" }, say_cursor)
  vim.api.nvim_create_autocmd("VimLeavePre", { group = group, callback = M.stop })
  return group
end

local function ended(said)
  return function(_, code)
    local asked = running == nil or running.stopping
    if running then
      vim.api.nvim_del_augroup_by_id(running.group)
      running = nil
    end
    M.told = {}
    if code ~= 0 and not asked then
      program.say("the preview has ended: " .. vim.trim(table.concat(said[1] or {}, "\n")), vim.log.levels.ERROR)
    end
  end
end

--- Start the preview of a film: the one named, or else that of this buffer.
function M.start(film)
  if running then
    program.say("the preview is running; :FilmPreviewStop ends it")
    return
  end
  film = film ~= "" and vim.fn.fnamemodify(film, ":p") or program.film(vim.api.nvim_get_current_buf())
  local said = {}
  local ok, job = pcall(vim.fn.jobstart, program.command("preview", film, "--stdio"), {
    cwd = vim.fn.fnamemodify(film, ":h"),
    on_stdout = on_stdout,
    stderr_buffered = true,
    on_stderr = function(_, lines)
      said[1] = lines
    end,
    on_exit = ended(said),
  })
  if not ok or job <= 0 then
    program.say("there is no program `" .. program.command()[1] .. "`", vim.log.levels.ERROR)
    return
  end
  running = { job = job, rest = "" }
  running.group = follow()
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    say_text(buffer)
  end
  say_cursor()
end

--- End it: it goes when its standard input is closed.
function M.stop()
  if running then
    running.stopping = true
    vim.fn.chanclose(running.job, "stdin")
  end
end

function M.running()
  return running ~= nil
end

--- A few words for a status line: length, shots, problems, what is left to pay.
function M.status()
  local film, problems, money = M.told.film, M.told.problems, M.told.money
  if not film then
    return ""
  end
  local words = { string.format("%d:%04.1f", math.floor(film.seconds / 60), film.seconds % 60), film.shots .. " shots" }
  if problems and problems.error and problems.error > 0 then
    table.insert(words, problems.error .. (problems.error == 1 and " error" or " errors"))
  end
  if money and money.cost then
    table.insert(words, money.cost .. " to finish")
  end
  return table.concat(words, " · ")
end

return M

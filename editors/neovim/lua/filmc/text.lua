-- A buffer's text as it would be written, and its columns in the units of the protocols.

local M = {}

local ENDS = { unix = "\n", dos = "\r\n", mac = "\r" }

--- The text as a file would have it, without a byte order mark.
function M.of(buffer)
  local ending = ENDS[vim.bo[buffer].fileformat]
  local found = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), ending)
  return vim.bo[buffer].endofline and found .. ending or found
end

local function line_of(buffer, line)
  return vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1] or ""
end

--- UTF-16 units before byte `column` of a line.
function M.units(buffer, line, column)
  local found = line_of(buffer, line)
  local _, units = vim.str_utfindex(found, math.min(column, #found))
  return units
end

--- Bytes before UTF-16 unit `unit` of a line.
function M.byte(buffer, line, unit)
  local found = line_of(buffer, line)
  local _, most = vim.str_utfindex(found, #found)
  return vim.str_byteindex(found, math.min(unit, most), true)
end

return M

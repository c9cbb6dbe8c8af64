-- The language server: one for each project, attached to every .film buffer in it.

local program = require("filmc.program")

local M = {}

local ids = {} -- client by root, where this Neovim can not find it by itself (before 0.8)

local function attached(client, buffer)
  vim.bo[buffer].omnifunc = "v:lua.vim.lsp.omnifunc"
  vim.bo[buffer].tagfunc = "v:lua.vim.lsp.tagfunc"
  vim.bo[buffer].formatexpr = "v:lua.vim.lsp.formatexpr()"
  vim.api.nvim_buf_call(buffer, function()
    if vim.fn.maparg("K", "n") == "" then
      vim.keymap.set("n", "K", vim.lsp.buf.hover, { buffer = buffer, desc = "What this means" })
    end
  end)
  if vim.g.filmc_attached then
    vim.g.filmc_attached(client, buffer)
  end
end

local function config(root)
  return {
    name = "filmc",
    cmd = program.command("lsp"),
    root_dir = root,
    on_attach = attached,
  }
end

local function start(root, buffer)
  if vim.lsp.start then
    return vim.lsp.start(config(root), { bufnr = buffer })
  end
  if not ids[root] or not vim.lsp.get_client_by_id(ids[root]) then
    ids[root] = vim.lsp.start_client(config(root))
  end
  if ids[root] then
    vim.lsp.buf_attach_client(buffer, ids[root])
  end
  return ids[root]
end

--- Attach the server to a buffer. Where `vim.lsp.config` is known (0.11), what the user has set there for `filmc` holds.
function M.attach(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  if vim.g.filmc_no_server or file == "" or vim.bo[buffer].buftype ~= "" then
    return
  end
  if program.missing() then
    program.say(
      "there is no program `" .. program.command()[1] .. "`: pip install filmc, or set g:filmc_command",
      vim.log.levels.WARN
    )
    return
  end
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config("filmc", vim.tbl_extend("keep", { filetypes = { "film" } }, config(nil)))
    vim.lsp.config("filmc", {
      root_dir = function(number, found)
        found(program.root(vim.api.nvim_buf_get_name(number)))
      end,
    })
    vim.lsp.enable("filmc")
    M.attach = function() end -- `enable` attaches every further buffer
    return
  end
  return start(program.root(file), buffer)
end

return M

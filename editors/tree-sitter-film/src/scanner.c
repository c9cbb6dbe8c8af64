// What a line is and how deep it nests: the tokens of .film that depend on more than the next few characters.
//
// Between lines the scanner gives `_indent`, `_dedent` and `_blank`, which are empty and stand at the end of the line
// before, and comments. It places lines as `filmc/frontend/layout.py` does: a tab is four columns, a full-width space
// two, any other white space one; a line between two levels counts to the deeper one; a comment stays in the deepest
// level that its own column reaches; blank lines go with what follows them.
//
// At the beginning of a line it looks through the whole of it and tells headings, cues, dialogue and action apart, as
// the terminals of `grammar/film.lark` do. A heading word is looked for only where the parser says that one may stand.
//
// A token's end can not be moved back, so where a line of action ends with a parenthesis, white space after that is
// part of the token.

#include "letters.h"
#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

#include <string.h>

enum TokenType {
  INDENT,
  DEDENT,
  BLANK,
  COMMENT,
  PLAIN_WORD,
  CARD_WORD,
  VOCABULARY_WORD,
  SCENE_WORD,
  SHOT_WORD,
  AS_WORD,
  TRANSITION_KEY,
  KEY,
  LINE,
  AT,
  BANG,
  LABEL,
  NAME,
  SPEAKER,
  REST,
  COLON,
  OPEN,
  LOST,
};

#define DEEPEST 64      // levels of indentation that a file may have
#define LONGEST 60      // characters of a key or a label
#define WIDEST 0xffff   // columns that are told apart
#define LONGEST_WORD 12 // letters of a heading word: `performance`, and one more

// The columns at which the open levels began.
typedef struct {
  uint16_t columns[DEEPEST + 1];
  uint8_t count;
} Levels;

typedef struct {
  Levels levels;
  uint8_t depth;   // levels that are open in the tree
  uint8_t next;    // while waiting: depth of the next line of text
  uint8_t reached; // while waiting: levels that a comment may still stay in
  bool waiting;    // a comment has been met, and `next` is known
  bool begun;      // a line has been met
  bool parted;     // `_blank` has been given for the lines before the next one
} Layout;

// ---- characters

static bool is_break(int32_t c) { return c == '\n' || c == '\r'; }

static bool is_space(int32_t c) {
  return (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= ' ') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool is_letter(int32_t c) {
  size_t low = 0, high = sizeof LETTERS / sizeof LETTERS[0];
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (c > LETTERS[middle].last) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < sizeof LETTERS / sizeof LETTERS[0] && c >= LETTERS[low].first;
}

static bool is_colon(int32_t c) { return c == ':' || c == 0xff1a; }
static bool is_open(int32_t c) { return c == '(' || c == 0xff08; }
static bool is_close(int32_t c) { return c == ')' || c == 0xff09; }
static bool ends_key(int32_t c) { return is_colon(c) || is_open(c) || is_close(c) || c == '\\'; }

static bool at_line_end(TSLexer *lexer) { return lexer->eof(lexer) || is_break(lexer->lookahead); }
static bool at_space(TSLexer *lexer) { return at_line_end(lexer) || is_space(lexer->lookahead); }

static void take(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool give(TSLexer *lexer, enum TokenType token) {
  lexer->result_symbol = token;
  return true;
}

// ---- looking ahead within a line; none of these marks an end

static void pass_spaces(TSLexer *lexer) {
  while (!at_line_end(lexer) && is_space(lexer->lookahead)) {
    take(lexer);
  }
}

// A line's colon is one that a space or the line's end follows; a full-width colon needs no space.
static bool passes_colon(TSLexer *lexer) {
  if (!is_colon(lexer->lookahead)) {
    return false;
  }
  bool wide = lexer->lookahead != ':';
  take(lexer);
  return wide || at_space(lexer);
}

// Behind the opening one: a parenthesis that closes in its line, with at most one level inside.
static bool passes_parenthesis(TSLexer *lexer) {
  unsigned open = 1;
  while (!at_line_end(lexer)) {
    if (is_open(lexer->lookahead) && ++open > 2) {
      return false;
    }
    bool closes = is_close(lexer->lookahead) && --open == 0;
    take(lexer);
    if (closes) {
      return true;
    }
  }
  return false;
}

// Behind a key: its colon, or its parenthesis and colon.
static bool passes_end_of_key(TSLexer *lexer) {
  pass_spaces(lexer);
  if (is_open(lexer->lookahead)) {
    take(lexer);
    if (!passes_parenthesis(lexer)) {
      return false;
    }
    pass_spaces(lexer);
  }
  return passes_colon(lexer);
}

// ---- pieces of a line

// Takes characters up to one of `ends` or the line's end; the token ends with the last that is no space.
// Returns the length of the token in characters, of which `taken` are taken already.
static unsigned take_until(TSLexer *lexer, bool (*ends)(int32_t), unsigned taken) {
  unsigned length = taken, trimmed = taken;
  while (!at_line_end(lexer) && !ends(lexer->lookahead)) {
    bool space = is_space(lexer->lookahead);
    take(lexer);
    length++;
    if (!space) {
      trimmed = length;
      lexer->mark_end(lexer);
    }
  }
  return trimmed;
}

static bool never(int32_t c) {
  (void)c;
  return false;
}

static bool give_rest(TSLexer *lexer, enum TokenType token) {
  if (at_line_end(lexer)) {
    lexer->mark_end(lexer);
  }
  take_until(lexer, never, 0);
  return give(lexer, token);
}

static bool ends_label(int32_t c) { return is_colon(c) || c == '\\'; }

static bool label(TSLexer *lexer) {
  unsigned length = take_until(lexer, ends_label, 0);
  return length > 0 && length <= LONGEST && passes_colon(lexer) && give(lexer, LABEL);
}

static bool ends_name(int32_t c) { return is_open(c) || is_close(c); }

// The name of a word with parameters: they stand in the only parentheses, at the end of the line.
static bool name(TSLexer *lexer) {
  if (take_until(lexer, ends_name, 0) == 0 || !is_open(lexer->lookahead)) {
    return false;
  }
  take(lexer);
  while (!at_line_end(lexer) && !ends_name(lexer->lookahead)) {
    take(lexer);
  }
  if (!is_close(lexer->lookahead)) {
    return false;
  }
  take(lexer);
  pass_spaces(lexer);
  return at_line_end(lexer) && give(lexer, NAME);
}

static bool speaker(TSLexer *lexer) {
  unsigned length = take_until(lexer, ends_key, 0);
  if (length > 0 && length <= LONGEST && passes_end_of_key(lexer)) {
    return give(lexer, SPEAKER);
  }
  return give_rest(lexer, REST);
}

static bool colon(TSLexer *lexer) {
  bool wide = lexer->lookahead != ':';
  take(lexer);
  lexer->mark_end(lexer);
  return (wide || at_space(lexer)) && give(lexer, COLON);
}

static bool open(TSLexer *lexer) {
  take(lexer);
  lexer->mark_end(lexer);
  return passes_parenthesis(lexer) && give(lexer, OPEN);
}

static bool within_line(TSLexer *lexer, const bool *valid) {
  if (valid[LOST]) {
    return false;
  }
  if (valid[SPEAKER]) {
    return speaker(lexer);
  }
  if (valid[REST]) {
    return give_rest(lexer, REST);
  }
  if (valid[COLON] && is_colon(lexer->lookahead)) {
    return colon(lexer);
  }
  if (valid[LABEL]) {
    return label(lexer);
  }
  if (valid[NAME]) {
    return name(lexer);
  }
  return valid[OPEN] && is_open(lexer->lookahead) && open(lexer);
}

// ---- the beginning of a line

static const struct {
  const char *word;
  enum TokenType token;
} HEADINGS[] = {
    {"film", PLAIN_WORD},        {"use", PLAIN_WORD},        {"act", PLAIN_WORD},
    {"cover", PLAIN_WORD},       {"credits", PLAIN_WORD},    {"character", CARD_WORD},
    {"place", CARD_WORD},        {"prop", CARD_WORD},        {"look", VOCABULARY_WORD},
    {"theme", VOCABULARY_WORD},  {"sound", VOCABULARY_WORD}, {"light", VOCABULARY_WORD},
    {"mood", VOCABULARY_WORD},   {"size", VOCABULARY_WORD},  {"angle", VOCABULARY_WORD},
    {"move", VOCABULARY_WORD},   {"setup", VOCABULARY_WORD}, {"performance", VOCABULARY_WORD},
    {"blocking", VOCABULARY_WORD}, {"transition", VOCABULARY_WORD}, {"scene", SCENE_WORD},
    {"shot", SHOT_WORD},         {"as", AS_WORD},
};

// Returns the token of a heading word, or LINE if the word is none that may stand here.
static enum TokenType heading_of(const char *word, unsigned depth, const bool *valid) {
  for (size_t at = 0; at < sizeof HEADINGS / sizeof HEADINGS[0]; at++) {
    if (strcmp(word, HEADINGS[at].word) == 0) {
      enum TokenType token = HEADINGS[at].token;
      bool placed = !valid[LOST] || depth == 0 || (token == SHOT_WORD && depth == 1);
      return placed && valid[token] ? token : LINE;
    }
  }
  return LINE;
}

static enum TokenType key_of(const char *word, const bool *valid) {
  return valid[TRANSITION_KEY] && strcmp(word, "transition") == 0 ? TRANSITION_KEY : KEY;
}

// `as` is one before a name only.
static bool variant(TSLexer *lexer) {
  if (at_line_end(lexer) || !is_space(lexer->lookahead)) {
    return false;
  }
  pass_spaces(lexer);
  return !at_line_end(lexer);
}

// Behind a heading word with a space or the line's end after it. `transition:` is a cue; so is any other heading word
// before a colon, but for `scene:` and `shot:`.
static bool heading(TSLexer *lexer, enum TokenType token, const char *word, const bool *valid) {
  bool labelled = token == SCENE_WORD || token == SHOT_WORD;
  return give(lexer, !labelled && passes_end_of_key(lexer) ? key_of(word, valid) : token);
}

// Behind a heading word that a colon follows.
static bool heading_or_key(TSLexer *lexer, enum TokenType token, const char *word, const bool *valid) {
  if (!passes_colon(lexer)) {
    return give_rest(lexer, LINE);
  }
  return give(lexer, token == SCENE_WORD || token == SHOT_WORD ? token : key_of(word, valid));
}

// A cue, or else action.
static bool key(TSLexer *lexer, const char *word, bool letter, unsigned taken, const bool *valid) {
  unsigned length = take_until(lexer, ends_key, taken);
  if (letter && length <= LONGEST && passes_end_of_key(lexer)) {
    return give(lexer, length == strlen(word) ? key_of(word, valid) : KEY);
  }
  return give_rest(lexer, LINE);
}

static bool marked(TSLexer *lexer, enum TokenType token) {
  take(lexer);
  lexer->mark_end(lexer);
  return give(lexer, token);
}

static bool line(TSLexer *lexer, unsigned depth, const bool *valid) {
  if (lexer->lookahead == '!') {
    return marked(lexer, BANG);
  }
  if (lexer->lookahead == '@') {
    return marked(lexer, AT);
  }
  char word[LONGEST_WORD + 1];
  unsigned length = 0;
  bool letter = is_letter(lexer->lookahead);
  while (length < LONGEST_WORD && lexer->lookahead >= 'a' && lexer->lookahead <= 'z') {
    word[length++] = (char)lexer->lookahead;
    take(lexer);
  }
  word[length] = '\0';
  lexer->mark_end(lexer);
  enum TokenType token = heading_of(word, depth, valid);
  if (token == AS_WORD) {
    return variant(lexer) ? give(lexer, AS_WORD) : key(lexer, word, letter, length, valid);
  }
  if (token != LINE && at_space(lexer)) {
    return heading(lexer, token, word, valid);
  }
  if (token != LINE && is_colon(lexer->lookahead)) {
    return heading_or_key(lexer, token, word, valid);
  }
  return key(lexer, word, letter, length, valid);
}

// ---- between lines

// Skips the white space that a line begins with, and returns its width.
static unsigned skip_indentation(TSLexer *lexer) {
  unsigned column = 0;
  while (!at_line_end(lexer) && is_space(lexer->lookahead)) {
    column += lexer->lookahead == '\t' ? 4 : lexer->lookahead == 0x3000 ? 2 : 1;
    lexer->advance(lexer, true);
  }
  return column < WIDEST ? column : WIDEST;
}

static void skip_break(TSLexer *lexer) {
  bool carriage_return = lexer->lookahead == '\r';
  lexer->advance(lexer, true);
  if (carriage_return && lexer->lookahead == '\n') {
    lexer->advance(lexer, true);
  }
}

// Opens or closes levels for a line of text at `column`, and returns its depth.
static unsigned place(Levels *levels, unsigned column) {
  uint16_t *columns = levels->columns;
  unsigned count = levels->count;
  if (count > 0 && column > columns[count - 1]) {
    if (count > DEEPEST) {
      return count - 1;
    }
    columns[count] = (uint16_t)column;
    levels->count++;
    return count;
  }
  while (count > 0 && columns[count - 1] > column) {
    count--;
  }
  if (count == 0) {
    columns[count++] = (uint16_t)column;
  } else if (columns[count - 1] != column) {
    count++; // between two levels: the deeper one stays open
  }
  levels->count = (uint8_t)count;
  return count - 1;
}

static unsigned depth_of(const Layout *layout, unsigned column) {
  Levels levels = layout->levels;
  return place(&levels, column);
}

static unsigned depth_of_comment(const Layout *layout, unsigned column) {
  unsigned depth = 0;
  if (layout->next >= layout->reached) {
    return layout->next;
  }
  for (unsigned level = 0; level < layout->reached; level++) {
    depth += layout->levels.columns[level] < column;
  }
  return depth > layout->next ? depth : layout->next;
}

// At a comment: looks for the next line of text behind it, and notes how deep that is.
static void wait(Layout *layout, TSLexer *lexer) {
  unsigned column = 0;
  while (!lexer->eof(lexer) && (lexer->lookahead == '#' || is_break(lexer->lookahead))) {
    while (!at_line_end(lexer)) {
      take(lexer);
    }
    if (!lexer->eof(lexer)) {
      skip_break(lexer);
      column = skip_indentation(lexer);
    }
  }
  layout->next = lexer->eof(lexer) ? 0 : (uint8_t)depth_of(layout, column);
  layout->reached = layout->levels.count;
  layout->waiting = true;
}

static bool comment(Layout *layout, TSLexer *lexer, unsigned depth) {
  if (layout->next < layout->reached) {
    layout->reached = (uint8_t)depth;
  }
  return give_rest(lexer, COMMENT);
}

// Opens or closes a level, or parts two paragraphs: an empty token, or none.
static bool step(Layout *layout, TSLexer *lexer, unsigned depth, bool parts, const bool *valid) {
  if (depth < layout->depth) {
    layout->depth--;
    return valid[DEDENT] && give(lexer, DEDENT);
  }
  if (depth > layout->depth) {
    layout->depth++;
    return valid[INDENT] && give(lexer, INDENT);
  }
  layout->parted = true;
  return parts && valid[BLANK] && give(lexer, BLANK);
}

static bool next_line(Layout *layout, TSLexer *lexer, unsigned column, const bool *valid) {
  unsigned breaks = layout->begun ? 0 : 1;
  while (!lexer->eof(lexer) && is_break(lexer->lookahead)) {
    skip_break(lexer);
    column = skip_indentation(lexer);
    breaks++;
  }
  if (lexer->eof(lexer)) {
    return layout->depth > 0 && step(layout, lexer, 0, false, valid);
  }
  bool comments = lexer->lookahead == '#';
  bool parts = !layout->parted && breaks > 1;
  if (comments && !layout->waiting) {
    wait(layout, lexer);
    return step(layout, lexer, depth_of_comment(layout, column), true, valid);
  }
  unsigned depth = comments           ? depth_of_comment(layout, column)
                   : layout->waiting ? layout->next
                                      : depth_of(layout, column);
  if (depth != layout->depth || parts) {
    return step(layout, lexer, depth, parts, valid);
  }
  layout->begun = true;
  layout->parted = false;
  if (comments) {
    return comment(layout, lexer, depth);
  }
  place(&layout->levels, column);
  layout->waiting = false;
  return line(lexer, depth, valid);
}

// ---- what tree-sitter calls

void *tree_sitter_film_external_scanner_create(void) { return ts_calloc(1, sizeof(Layout)); }

void tree_sitter_film_external_scanner_destroy(void *payload) { ts_free(payload); }

bool tree_sitter_film_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Layout *layout = payload;
  lexer->mark_end(lexer);
  unsigned column = skip_indentation(lexer);
  return layout->begun && !at_line_end(lexer) ? within_line(lexer, valid) : next_line(layout, lexer, column, valid);
}

unsigned tree_sitter_film_external_scanner_serialize(void *payload, char *buffer) {
  const Layout *layout = payload;
  size_t columns = layout->levels.count * sizeof layout->levels.columns[0];
  const uint8_t head[] = {layout->depth,   layout->next,  layout->reached,     layout->waiting,
                          layout->begun, layout->parted, layout->levels.count};
  memcpy(buffer, head, sizeof head);
  memcpy(buffer + sizeof head, layout->levels.columns, columns);
  return (unsigned)(sizeof head + columns);
}

void tree_sitter_film_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Layout *layout = payload;
  memset(layout, 0, sizeof *layout);
  if (length == 0) {
    return;
  }
  const uint8_t *head = (const uint8_t *)buffer;
  layout->depth = head[0];
  layout->next = head[1];
  layout->reached = head[2];
  layout->waiting = head[3];
  layout->begun = head[4];
  layout->parted = head[5];
  layout->levels.count = head[6];
  memcpy(layout->levels.columns, buffer + 7, layout->levels.count * sizeof layout->levels.columns[0]);
}

/**
 * The page of a .film file as tree-sitter sees it: blocks, cues, action, comments, and how they nest.
 *
 * Rules have the names of `grammar/film.lark`, which decides what a film is; `tests/test_editors_treesitter.py` holds
 * this grammar against it. Like that one it is total: every text without control characters has a tree without an
 * error. What no film should say is `stray` or `unspoken`.
 *
 * What a line is depends on the whole line (is there a colon that a space follows?) and on the depth of its
 * neighbours, so `src/scanner.c` finds the beginning of every line and the pieces that need a look ahead. The tokens
 * below cut what is left: words, amounts, commas, parentheses.
 */

// made: units currencies
const UNITS = [
  "s", "sec", "secs", "second", "seconds", "秒", "秒钟", "ms", "毫秒", "min", "mins", "minute", "minutes", "分", "分钟",
  "f", "frame", "frames", "帧", "格", "dB", "LUFS", "dBTP", "bpm", "fps", "mm", "px", "p", "K", "deg", "degrees", "度",
];
const CURRENCIES = [
  "CNY", "RMB", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "INR", "AUD", "CAD", "CHF", "SEK", "NOK",
  "DKK", "PLN", "BRL", "MXN", "THB", "MYR", "IDR", "VND", "PHP", "ZAR", "TRY", "RUB", "AED", "NZD", "¥", "￥", "元",
  "块", "$", "€", "£",
];
// end

// What Python's \s matches, so that both grammars trim alike.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const DIGITS = "(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)";
const ANY = (words) => words.map((word) => word.replace(/[.$]/g, "\\$&")).join("|");
const UNIT = `(?:%|°|${ANY(UNITS)}|${ANY(CURRENCIES)})?`;
const SIGN = "[+\\-−]?";
const MEASURE = `${SIGN}${DIGITS}${UNIT}|${SIGN}(?:${ANY(CURRENCIES)})${DIGITS}`;
const CLOCK = "[0-9]+(?:\\.[0-9]+)?:[0-9]+(?::[0-9]+)?(?:\\.[0-9]+)?"; // and ratios
const PIXELS = "[0-9]+[x×*][0-9]+";
const ONE = `(?:${MEASURE}|${CLOCK}|${PIXELS})`;

module.exports = grammar({
  name: "film",

  extras: () => [new RegExp(`[${SPACE}]`)],

  externals: ($) => [
    // between lines; all but the comment are empty
    $._indent,
    $._dedent,
    $._blank,
    $.comment,
    // what a line begins with
    $._plain_word,
    $._card_word,
    $._vocabulary_word,
    $._scene_word,
    $._shot_word,
    $._as_word,
    $._transition_key,
    $._key,
    $._line,
    $._at,
    $._bang,
    // within a line
    $.label,
    $._name,
    $._speaker,
    $._rest,
    $._colon,
    $._open,
    // never valid, unless the parser has lost its way
    $._lost,
  ],

  rules: {
    source_file: ($) =>
      repeat(
        choice(
          $._blank,
          $.comment,
          $.plain,
          $.card,
          $.word,
          $.scene,
          $.shot,
          alias($._transition, $.cue),
          alias($._stray_at_the_margin, $.stray),
        ),
      ),

    // ---- blocks

    plain: ($) => seq(field("heading", alias($._plain_heading, $.heading)), optional($._settings)),
    card: ($) => seq(field("heading", alias($._card_heading, $.heading)), optional($._card_lines)),
    word: ($) => seq(field("heading", alias($._word_heading, $.heading)), optional($._settings)),
    scene: ($) => seq(field("heading", alias($._scene_heading, $.heading)), optional($._scene_lines)),
    shot: ($) => seq(field("heading", alias($._shot_heading, $.heading)), optional($._lines)),
    variant: ($) => seq(field("heading", alias($._variant_heading, $.heading)), optional($._settings)),

    _plain_heading: ($) => seq(alias($._plain_word, $.heading_word), optional(field("subject", $.subject))),
    _card_heading: ($) => seq(alias($._card_word, $.heading_word), optional(field("subject", $.subject))),
    _word_heading: ($) =>
      seq(
        alias($._vocabulary_word, $.heading_word),
        optional(
          choice(
            seq(field("subject", alias($._name, $.subject)), field("parameters", alias($.arguments, $.parameters))),
            field("subject", $.subject),
          ),
        ),
      ),
    _scene_heading: ($) =>
      seq(
        alias($._scene_word, $.heading_word),
        optional(choice(alias($._colon, ":"), seq(field("label", $.label), alias($._colon, ":")))),
        optional(field("subject", alias($._slugline, $.subject))),
      ),
    _shot_heading: ($) =>
      seq(
        alias($._shot_word, $.heading_word),
        optional(choice(alias($._colon, ":"), seq(field("label", $.label), alias($._colon, ":")))),
        optional(field("subject", alias($._phrases, $.subject))),
      ),
    _variant_heading: ($) => seq(alias($._as_word, $.heading_word), field("subject", $.subject)),

    // ---- what is indented under a line

    _lines: ($) => seq($._indent, repeat1(choice($._blank, $.comment, $._film_line)), $._dedent),
    _scene_lines: ($) => seq($._indent, repeat1(choice($._blank, $.comment, $._film_line, $.shot)), $._dedent),
    _settings: ($) => seq($._indent, repeat1(choice($._blank, $.comment, $._setting)), $._dedent),
    _card_lines: ($) => seq($._indent, repeat1(choice($._blank, $.comment, $._setting, $.variant)), $._dedent),

    _film_line: ($) => choice($.cue, $.speech, $.unspoken, $._acted),
    _setting: ($) => choice($.cue, $.speech, $.unspoken, $.stray),

    // ---- lines

    cue: ($) => seq(field("key", alias($._key, $.key)), $._said),
    speech: ($) => seq(alias($._at, "@"), field("key", alias($._speaker, $.key)), $._said),
    unspoken: ($) => seq(alias($._at, "@"), optional(field("key", alias($._rest, $.key))), optional($._lines)),

    _said: ($) =>
      seq(
        optional(field("how", alias($.arguments, $.how))),
        alias($._colon, ":"),
        optional(field("value", $.value)),
        optional($._lines),
      ),

    // What is indented under action stands in the tree as if it stood beside it.
    _acted: ($) => seq($.action, optional($._lines)),
    action: ($) =>
      prec.right(choice(repeat1($._line), seq($._forced_line, repeat(choice($._line, $._forced_line))))),
    _forced_line: ($) => seq(alias($._bang, "!"), optional($._rest)),

    stray: ($) => prec.right(seq(repeat1(choice($._line, $._forced_line)), optional($._settings))),

    _transition: ($) => seq(field("key", alias($._transition_key, $.key)), $._said),
    _stray_at_the_margin: ($) => $._film_line,

    // ---- pieces of a line

    subject: ($) => $._text,
    value: ($) => $._text,
    _text: ($) => repeat1(choice($.amount, $._piece, $._comma, $._parenthesis)),

    _slugline: ($) => choice(seq($.where, optional($._text)), $._text),
    _phrases: ($) =>
      choice(
        seq($.phrase, repeat(seq(alias($._comma, ","), optional($.phrase)))),
        repeat1(seq(alias($._comma, ","), optional($.phrase))),
      ),
    phrase: ($) => repeat1(choice($.amount, $._piece, $._parenthesis, $.arguments)),

    arguments: ($) =>
      seq(
        alias($._open, "("),
        optional($.argument),
        repeat(seq(alias($._comma, ","), optional($.argument))),
        alias($._close, ")"),
      ),
    argument: ($) => repeat1(choice($.amount, $._piece, $.arguments)),

    where: () =>
      token(
        prec(
          3,
          choice(
            /(?:[Ii][Nn][Tt]|[Ee][Xx][Tt])\.?(?:[ \t]*\/[ \t]*(?:[Ii][Nn][Tt]|[Ee][Xx][Tt])\.?)?/,
            /[Ii][ \t]*\/[ \t]*[Ee]\.?/,
            /内\/外\.?|内外景\.?|内景\.?|外景\.?|[内外]\.?/,
          ),
        ),
      ),
    amount: () => token(prec(2, new RegExp(`${ONE}(?:[-–—~～]${ONE})?`))),
    _piece: () => new RegExp(`[^${SPACE},，、()（）]+`),
    _comma: () => /[,，、]/,
    _parenthesis: () => /[()（）]/,
    _close: () => /[)）]/,
  },
});

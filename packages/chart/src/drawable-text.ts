// The renderer's face has the shapes of Western Europe alone, and the renderer stops altogether on control characters.
const shapeless =
  /[^\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201e\u2022\u2026\u2039\u203a€™−]/gu;
const plainLetters: Readonly<Record<string, string>> = { Đ: 'D', đ: 'd', Ł: 'L', ł: 'l', Ħ: 'H', ħ: 'h', ẞ: 'SS' };

/** A text with all of it that can be drawn: `Žižek` as `Zizek`, and without other scripts, whose empty boxes say nothing. */
export function drawableText(text: string): string {
  const whole = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const kept = whole.replace(shapeless, withoutMarks);
  if (kept.length === whole.length) return kept;
  const tidy = kept
    .replace(/[«"“‘(]\s*[»"”’)]/g, '')
    .replace(/ +(?=[ :;,.])/g, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
  return tidy.charAt(0).toUpperCase() + tidy.slice(1);
}

function withoutMarks(letter: string): string {
  const plain = plainLetters[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '');
  return /^[a-z]+$/i.test(plain) ? plain : '';
}

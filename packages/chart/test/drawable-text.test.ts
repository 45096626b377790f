import { expect, test } from 'vitest';
import { drawableText } from '../src/drawable-text.ts';

test.each([
  ['Wren & Harrow: income', 'Wren & Harrow: income'],
  ['Ångström Çelik – “Œuvre” £½ …', 'Ångström Çelik – “Œuvre” £½ …'],
  ['Žižek & Łódź, Đặng', 'Zizek & Lódz, Dang'],
  ['Cafe\u0301: income', 'Café: income'],
  ['株式会社山田商店: income, costs', 'Income, costs'],
  ['Café 株式会社 «Ромашка» 🏢: income', 'Café: income'],
  ['شركة النور Trading (النور) Ltd: income', 'Trading Ltd: income'],
  ['Bell\u0007s\u202e and\ttabs\nLtd', 'Bells and tabs Ltd'],
  ['', ''],
])('%j is drawn as %j', (text, drawn) => {
  expect(drawableText(text)).toBe(drawn);
});

import { expect, test } from 'vitest';
import { plainText } from '../src/record/plain-text.ts';

test('markup goes, words stay, blocks end lines', () => {
  const html =
    '<div style="color:red"><p>Hello&nbsp;<b>Ada</b>,</p><p>ten&#32;seats &amp; a&#x20;quote</p><ul><li>one</li><li>two</li></ul></div>';

  expect(plainText(html)).toBe('Hello Ada,\nten seats & a quote\none\ntwo');
});

test('scripts and styles leave nothing behind', () => {
  const html = 'before<style>p { color: red }</style><script>if (a < b) alert("x > y")</script>after';

  expect(plainText(html)).toBe('beforeafter');
});

test('text that is no markup is kept', () => {
  expect(plainText('5 < 6 and 7 > 6, AT&T, &unknown; <3')).toBe('5 < 6 and 7 > 6, AT&T, &unknown; <3');
});

test('words between angle brackets that are no element are kept', () => {
  const html = '<p>From <jane@acme.example>, <https://acme.example/a>: <bald> or not<o:p></o:p><!-- no --></p>';

  expect(plainText(html)).toBe('From <jane@acme.example>, <https://acme.example/a>: <bald> or not');
});

test('a long row of open brackets takes no long time', () => {
  const started = performance.now();
  plainText('<'.repeat(100_000));

  expect(performance.now() - started).toBeLessThan(1000);
});

import { expect, test } from 'vitest';
import { createShownMasks } from '../../src/masking/shown-masks.ts';
import { refuseMasked } from '../../src/pipeline/refuse-masked.ts';

const shownMasks = createShownMasks();
shownMasks.noting()('card', '4111111111111111');
shownMasks.noting()('iban', 'DE89370400440532013000');

const isRefused = (text: string, isNew: boolean) => {
  try {
    refuseMasked({ note: { text } }, shownMasks, isNew);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'note.text' }] } });
    return true;
  }
};

test.each([
  ['***1111', true, true],
  ['Paid by card ***1111.', true, false],
  ['(DE***3000)', true, false],
  ['*** sale *** ****1111 a***1111 ***11110 ***1112', false, false],
])('%j is refused in place of what is stored: %j, in what is new: %j', (text, replacing, added) => {
  expect([isRefused(text, false), isRefused(text, true)]).toEqual([replacing, added]);
});

test.each([
  ['filters', 'nothing is found by it. Ask by an id or another field.'],
  ['data', 'ask the user for the value itself.'],
])('what is refused in %s is told as what it is there for', (field, told) => {
  expect(() => refuseMasked({ [field]: { iban: 'DE***3000' } }, shownMasks)).toThrow(told);
});

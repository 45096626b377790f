import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCodedHistory } from '../bench/coded-history.ts';
import { toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import { trainCategoriser } from '../src/categorise/categoriser.ts';
import { suggestCategory } from '../src/categorise/suggest-category.ts';
import { createSeededRandom } from '../src/random/seeded-random.ts';

const history = makeCodedHistory(7, 60);
const cut = history.findIndex(({ date }) => date >= '2025-07-01');
const categoriser = trainCategoriser(history.slice(0, cut));

describe('the categoriser', () => {
  test('is right in 95 of 100 suggestions for later months, and suggests for 70 of 100', () => {
    const later = history
      .slice(cut)
      .map((transaction) => ({ transaction, suggestion: suggestCategory(categoriser, transaction) }));

    const shown = later.filter(({ suggestion }) => suggestion.kind === 'suggested');
    const right = shown.filter(
      ({ transaction, suggestion }) => suggestion.kind === 'suggested' && suggestion.category === transaction.category,
    );

    expect(right.length / shown.length).toBeGreaterThanOrEqual(0.95);
    expect(shown.length / later.length).toBeGreaterThanOrEqual(0.7);
    expect(categoriser.validation.precision).toBeGreaterThanOrEqual(0.95);
    expect(categoriser.validation.heldOut).toBeGreaterThan(300);
  });

  test('shows what it goes by: similar transactions and weights', () => {
    const suggestion = suggestCategory(categoriser, {
      id: 'new',
      date: '2025-07-03',
      amount: '-61.20',
      counterparty: 'SHELL',
      description: 'shell station 99812',
    });

    expect(suggestion).toMatchObject({ kind: 'suggested', category: 'Motor vehicle' });
    expect(suggestion.evidence.similar).toHaveLength(3);
    expect(suggestion.evidence.similar[0]?.category).toBe('Motor vehicle');
    expect(suggestion.evidence.features[0]?.weight).toBeGreaterThan(0);
    expect(suggestion.evidence.features.map(({ feature }) => feature).join()).toMatch(/shell/);
  });

  test('tells two uses of one merchant apart', () => {
    const shared = { date: '2025-07-03', counterparty: 'Amazon' };

    const small = suggestCategory(categoriser, { ...shared, id: 'a', amount: '-22.00', description: 'AMZN Mktp 11' });
    const large = suggestCategory(categoriser, {
      ...shared,
      id: 'b',
      amount: '-1400.00',
      description: 'Amazon.com order 4711',
    });

    expect(small).toMatchObject({ kind: 'suggested', category: 'Office supplies' });
    expect(large).toMatchObject({ kind: 'suggested', category: 'Computer equipment' });
  });

  test('tells how large an amount is by the ends of its range', () => {
    const transaction = { id: 'a', date: '2025-07-03', amount: '-22.00', counterparty: 'Amazon', description: '' };

    const { evidence } = suggestCategory(categoriser, transaction);

    expect(evidence.features.map(({ feature }) => feature)).toContain('counterparty amazon amount of -15 to -31');
  });

  test('abstains on what it has never seen', () => {
    const suggestion = suggestCategory(categoriser, {
      id: 'new',
      date: '2025-07-03',
      amount: '-77.00',
      counterparty: 'Zyxwv Qqq',
      description: 'hjkl',
    });

    expect(suggestion).toMatchObject({ kind: 'abstained', reason: 'nothing_similar', likeliest: null });
  });

  test('is tried on what it has not learnt: where nothing tells the category, it suggests none', () => {
    const random = createSeededRandom(3);
    const word = () => Array.from({ length: 8 }, () => 'bcdfghjklmnpqrst'[Math.floor(16 * random())]).join('');
    const byChance = Array.from({ length: 200 }, (_, index) => ({
      id: `${index}`,
      date: toIsoDate(toDayNumber('2025-01-01') + index),
      amount: `-${(10 + 90 * random()).toFixed(2)}`,
      counterparty: word(),
      description: word(),
      category: random() < 0.5 ? 'Travel' : 'Software',
    }));

    expect(trainCategoriser(byChance).validation).toMatchObject({ heldOut: 80, precision: null, coverage: 0 });
  });

  test('goes by rules alone while history is thin', () => {
    const ruled = trainCategoriser(history.slice(0, 50), {
      rules: [
        { contains: 'zyx', category: 'Repairs' },
        { contains: 'q', category: 'Travel' },
      ],
    });
    const transaction = { id: 'n', date: '2025-07-03', amount: '-77.00', description: '', counterparty: 'ZYXWV' };

    expect(ruled.basis).toBe('rules');
    expect(suggestCategory(ruled, transaction)).toMatchObject({
      kind: 'suggested',
      category: 'Repairs',
      confidence: 0.95,
    });
    expect(suggestCategory(ruled, { ...transaction, counterparty: 'Shell' })).toMatchObject({ kind: 'abstained' });
    expect(suggestCategory(trainCategoriser([]), transaction)).toMatchObject({
      kind: 'abstained',
      reason: 'nothing_learnt',
    });
  });

  test('lets clear history outweigh a rule', () => {
    const ruled = trainCategoriser(history.slice(0, cut), { rules: [{ contains: 'shell', category: 'Rent' }] });

    const suggestion = suggestCategory(ruled, {
      id: 'n',
      date: '2025-07-03',
      amount: '-50.00',
      counterparty: 'Shell',
      description: 'fuel card 1',
    });

    expect(suggestion).toMatchObject({ kind: 'suggested', category: 'Motor vehicle' });
  });

  test('has confidences between 0 and 1 and suggests nothing below its threshold, whatever comes', () => {
    const text = fc.string({ maxLength: 30 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: -1e6, max: 1e6 }), (counterparty, description, cents) => {
        const suggestion = suggestCategory(categoriser, {
          id: 'n',
          date: '2025-07-03',
          amount: (cents / 100).toFixed(2),
          counterparty,
          description,
        });
        expect(suggestion.confidence).toBeGreaterThanOrEqual(0);
        expect(suggestion.confidence).toBeLessThanOrEqual(1);
        if (suggestion.kind === 'suggested')
          expect(suggestion.confidence).toBeGreaterThanOrEqual(categoriser.threshold - 0.001);
      }),
    );
  });
});

import {
  type DecimalInput,
  type DecimalString,
  ExactDecimal,
  parseDecimal,
  roundDecimal,
  sumExact,
} from '../money/decimal.ts';
import { minorUnits } from '../money/minor-units.ts';

/** Sales (or purchases) of one product in one period: units and what they came to. */
export interface SoldQuantity {
  key: string;
  quantity: DecimalInput;
  amount: DecimalString;
}

/** The change of one product's amount, taken apart; the five effects add up to `change` exactly. */
export interface PriceVolumeMix {
  key: string;
  change: DecimalString;
  /** (price now - price before) x quantity now. */
  price: DecimalString;
  /** Growth of all quantities together at the old mix and old price. */
  volume: DecimalString;
  /** Shift of quantities between products at the old price. */
  mix: DecimalString;
  /** The whole amount of a product that had no quantity before. */
  added: DecimalString;
  /** Minus the whole amount of a product that has no quantity now. */
  dropped: DecimalString;
}

/** The effects of each product and of all together. */
export interface PriceVolumeMixAnalysis {
  products: PriceVolumeMix[];
  total: Omit<PriceVolumeMix, 'key'>;
}

/**
 * Price-volume-mix analysis of the products sold in both periods, with added and dropped products apart. Quantities have to be in
 * one unit, for their sum is the volume. Each effect is rounded half up to the currency's minor units; the price effect takes the
 * rest, so that nothing is lost. Throws MoneyError `not_a_number`, `unknown_currency`.
 */
export function explainPriceVolumeMix(
  previous: readonly SoldQuantity[],
  current: readonly SoldQuantity[],
  currency: string,
): PriceVolumeMixAnalysis {
  const places = minorUnits(currency);
  const before = sumByKey(previous);
  const after = sumByKey(current);
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const isKept = (key: string) => before.get(key)?.quantity.gt(0) === true && after.get(key)?.quantity.gt(0) === true;
  const kept = keys.filter(isKept);
  const quantityBefore = sumExact(kept.map((key) => before.get(key)?.quantity ?? zero));
  const growth = sumExact(kept.map((key) => after.get(key)?.quantity ?? zero)).minus(quantityBefore);
  const exact = keys.map((key): Effects => {
    const was = before.get(key) ?? nothing;
    const is = after.get(key) ?? nothing;
    if (isKept(key)) return keptEffects(key, was, is, growth.div(quantityBefore), places);
    return { ...none, key, change: is.amount.minus(was.amount), added: is.amount, dropped: was.amount.neg() };
  });
  return {
    products: exact.map((effects) => ({ key: effects.key, ...write(effects, places) })),
    total: sumUp(exact, places),
  };
}

interface Effects extends Record<EffectName, ExactDecimal> {
  key: string;
}

interface Sold {
  quantity: ExactDecimal;
  amount: ExactDecimal;
}

type EffectName = 'change' | 'price' | 'volume' | 'mix' | 'added' | 'dropped';

const zero = new ExactDecimal(0);
const nothing: Sold = { quantity: zero, amount: zero };
const none = { change: zero, price: zero, volume: zero, mix: zero, added: zero, dropped: zero };

function keptEffects(key: string, was: Sold, is: Sold, growth: ExactDecimal, places: number): Effects {
  const change = is.amount.minus(was.amount);
  const atOldPrice = was.amount.times(is.quantity).div(was.quantity).minus(was.amount).round(places, 1);
  const volume = was.amount.times(growth).round(places, 1);
  return { ...none, key, change, price: change.minus(atOldPrice), volume, mix: atOldPrice.minus(volume) };
}

function sumUp(products: readonly Effects[], places: number): PriceVolumeMixAnalysis['total'] {
  const sum = (name: EffectName) => sumExact(products.map((effects) => effects[name]));
  return write(
    {
      change: sum('change'),
      price: sum('price'),
      volume: sum('volume'),
      mix: sum('mix'),
      added: sum('added'),
      dropped: sum('dropped'),
    },
    places,
  );
}

function write(effects: Record<EffectName, ExactDecimal>, places: number): PriceVolumeMixAnalysis['total'] {
  const text = (name: EffectName) => roundDecimal(effects[name], places);
  return {
    change: text('change'),
    price: text('price'),
    volume: text('volume'),
    mix: text('mix'),
    added: text('added'),
    dropped: text('dropped'),
  };
}

function sumByKey(rows: readonly SoldQuantity[]): Map<string, Sold> {
  const sums = new Map<string, Sold>();
  for (const { key, quantity, amount } of rows) {
    const sum = sums.get(key) ?? nothing;
    sums.set(key, {
      quantity: sum.quantity.plus(parseDecimal(quantity, 'quantity')),
      amount: sum.amount.plus(parseDecimal(amount)),
    });
  }
  return sums;
}

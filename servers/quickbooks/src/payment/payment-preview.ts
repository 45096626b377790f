import { formatDecimal, parseDecimal } from '@bizmcp/insights';
import type { PaymentDraft } from './payment-draft.ts';
import type { PaymentSide } from './payment-side.ts';

/** A payment for who is asked: each balance before and after, the account, and what else was chosen or is odd. */
export function previewPayment(
  { party, shown }: PaymentSide,
  draft: PaymentDraft,
  given: { date?: string | undefined },
) {
  const { paid, total, currency, date, account, homeValue, doubts } = draft;
  const balances = paid.map(({ document, name, amount }) => {
    const before = document.Balance ?? '0';
    const after = formatDecimal(parseDecimal(before).minus(parseDecimal(amount)), 2);
    const whose = document[party]?.name;
    return {
      name: `balance of ${name}`,
      before: `${before} ${currency}${whose ? `, ${whose}` : ''}`,
      after: `${after} ${currency}`,
    };
  });
  return {
    before: Object.fromEntries(balances.map(({ name, before }) => [name, before])),
    after: {
      ...Object.fromEntries(balances.map(({ name, after }) => [name, after])),
      ...(paid.length > 1 && { [shown.sum]: total }),
      ...(given.date === undefined && { date }),
      [shown.account]: account,
      ...(homeValue && { worth: homeValue }),
      ...(doubts.length > 0 && { warnings: doubts.join('; ') }),
    },
    sent: draft.body,
    day: date,
    draft,
  };
}

import { describe, expect, it } from 'vitest';
import { parseChangeFilter } from '../../src/changes/change-filter.ts';

describe('a filter', () => {
  it.each(['eq', 'neq', 'gt', 'gte', 'lt', 'lte'])('takes the operator %s', (operator) => {
    expect(parseChangeFilter(`priority=${operator}.a=b.c`)).toEqual({ column: 'priority', operator, value: 'a=b.c' });
  });

  it('takes a list', () => {
    expect(parseChangeFilter('status=in.(open,pending)').value).toBe('(open,pending)');
  });

  it.each([
    'status',
    'status=open',
    'status=like.a%',
    'status=is.null',
    'status=not.eq.open',
    'status=eq.',
    'status=in.open',
    'status=in.(open',
    'status=in.(open,,closed)',
    'status=in.(a),or=(b)',
    `status=in.(${Array.from({ length: 101 }, (_, index) => index).join(',')})`,
    'select=*&status=eq.open',
    'a b=eq.1',
    'status=eq.a\nb',
    'organizations.name=eq.x',
  ])('refuses %j with an example of a right one', (text) => {
    expect(() => parseChangeFilter(text)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { fields: [expect.objectContaining({ path: 'filter' })] },
      }),
    );
  });
});

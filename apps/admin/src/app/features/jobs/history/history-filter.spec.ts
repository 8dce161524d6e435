import { filterFrom, isNarrowed, paramsFrom, queryFrom, showsNewestFirst } from './history-filter';

describe('the history filter', () => {
  it('survives the way through the address', () => {
    const params = {
      status: 'failed,cancelled',
      q: 'webshop',
      from: '2026-03-01',
      sort: '-revenue',
      size: 'large',
      attention: 'true',
      owner: 'me',
    };
    const written = paramsFrom(filterFrom(params));
    expect(written).toEqual({ ...params, to: null, cursor: null });
  });

  it('takes nothing from the address that it does not know', () => {
    const filter = filterFrom({
      status: 'done,failed',
      from: 'yesterday',
      to: '2026-99-99',
      sort: 'price',
      size: 'huge',
      owner: '../x',
    });
    expect(filter).toEqual(filterFrom({ status: 'failed' }));
  });

  it('stands in an empty address when it is the default', () => {
    expect(Object.values(paramsFrom(filterFrom({}))).every((value) => value === null)).toBe(true);
    expect(isNarrowed(filterFrom({}))).toBe(false);
    expect(isNarrowed(filterFrom({ q: 'x' }))).toBe(true);
  });

  it('asks the API for whole local days, sizes in bytes and the user by id', () => {
    const query = queryFrom(
      filterFrom({ from: '2026-03-01', to: '2026-03-02', size: 'medium', owner: 'me' }),
      'me-id',
    );
    expect(Date.parse(query.to ?? '') - Date.parse(query.from ?? '')).toBe(2 * 86_400_000 - 1);
    expect(query).not.toHaveProperty('needsAttention');
    expect(queryFrom(filterFrom({ attention: 'true' }), 'me-id')).toMatchObject({ needsAttention: 'true' });
    expect(query).toMatchObject({ minSize: 1_048_576, maxSize: 20_971_520, owner: 'me-id' });
  });

  it('knows where a new job would come first', () => {
    expect(showsNewestFirst(filterFrom({ status: 'pending' }))).toBe(true);
    expect(showsNewestFirst(filterFrom({ sort: 'size' }))).toBe(false);
    expect(showsNewestFirst(filterFrom({ cursor: 'abc' }))).toBe(false);
  });
});

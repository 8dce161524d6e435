import { compareAmounts, compareCounts, compareProducts } from './comparison';

const product = (productName: string, revenue: string) => ({ productName, revenue, quantity: 1 });

describe('comparison', () => {
  it('takes amounts apart to the cent, whatever their size', () => {
    expect(compareAmounts('9007199254740993.07', '9007199254740993.10').difference).toBe('0.03');
    expect(compareAmounts('10.00', '9.95')).toMatchObject({ difference: '-0.05', share: -0.005 });
  });

  it('tells no share where there was nothing before', () => {
    expect(compareAmounts('0.00', '5.00').share).toBeNull();
    expect(compareCounts(0, 5)).toEqual({ before: 0, after: 5, difference: 5, share: null });
  });

  it('puts the products first that changed most, up or down', () => {
    const before = [product('Lamp', '100.00'), product('Mug', '50.00')];
    const after = [product('Lamp', '110.00'), product('Desk', '20.00')];
    expect(
      compareProducts(before, after, 2).map(({ productName, difference }) => [productName, difference]),
    ).toEqual([
      ['Mug', '-50.00'],
      ['Desk', '20.00'],
    ]);
  });
});

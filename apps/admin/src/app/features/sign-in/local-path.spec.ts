import { localPath } from './local-path';

describe('localPath', () => {
  it('takes paths of this console', () => {
    expect(localPath('/jobs?status=failed')).toBe('/jobs?status=failed');
  });

  it('leads nowhere else', () => {
    for (const wanted of [
      undefined,
      '',
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'jobs',
    ]) {
      expect(localPath(wanted)).toBe('/');
    }
  });
});

import { describe, expect, it } from 'vitest';
import { apiEnvironment } from '../config/api-config';
import { settingsInForce } from './settings-in-force';

const valuesOf = (environment: Record<string, string>): Record<string, string> => {
  const settings = apiEnvironment.parse({ MONGO_URI: 'mongodb://localhost/orders', ...environment });
  const config = { ...settings, HOST: '127.0.0.1', API_DOCS: false, JWT_SECRET: 'the signing secret' };
  return Object.fromEntries(settingsInForce(config).map(({ name, value }) => [name, value]));
};

describe('settingsInForce', () => {
  it('tells every setting, defaults included, and nothing for what is not set', () => {
    const values = valuesOf({ MAX_FILES: '7' });
    expect(Object.keys(values).sort()).toEqual(Object.keys(apiEnvironment.shape).sort());
    expect(values).toMatchObject({
      PORT: '5000',
      MAX_FILES: '7',
      API_DOCS: 'false',
      ACCESS_TOKEN_MINUTES: '15',
      TRUST_PROXY: '',
      METRICS_TOKEN: '',
    });
  });

  it('masks secrets', () => {
    const values = valuesOf({ METRICS_TOKEN: 'a token of sixteen' });
    expect(JSON.stringify(values)).not.toMatch(/signing secret|of sixteen/);
    expect(values).toMatchObject({ JWT_SECRET: '••••••••', METRICS_TOKEN: '••••••••' });
  });

  it.each([
    [
      'mongodb://ann:p%40ss@a:27017,b:27017/orders?replicaSet=rs0',
      'mongodb://••••••••@a:27017,b:27017/orders',
    ],
    [
      'mongodb+srv://ann:x@y@cluster.example.com/?tlsCertificateKeyFilePassword=z',
      'mongodb+srv://••••••••@cluster.example.com/',
    ],
    ['mongodb://localhost/orders', 'mongodb://localhost/orders'],
  ])('shows of %s where it leads', (uri, told) => {
    expect(valuesOf({ MONGO_URI: uri })['MONGO_URI']).toBe(told);
  });
});

import { type SystemSetting } from '@orders/contracts';
import { apiEnvironment, type ApiConfig } from '../config/api-config';

/** What its name calls a secret is one, whatever settings there will be. */
const SECRET = /(SECRET|TOKEN|PASS|PASSWORD|KEY)$/;
const MASK = '••••••••';

/** The settings as this process has them, defaults included; what is not set is empty, and secrets are masked. */
export function settingsInForce(config: ApiConfig): SystemSetting[] {
  const names = Object.keys(apiEnvironment.shape) as (keyof typeof apiEnvironment.shape)[];
  return names.map((name) => ({ name, value: shown(name, config[name]) }));
}

function shown(name: string, value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (SECRET.test(name)) return MASK;
  return name === 'MONGO_URI' ? withoutCredentials(String(value)) : String(value);
}

/** Scheme, hosts and database: sign-in and options, which may hold secrets as well, are left out. */
function withoutCredentials(uri: string): string {
  const [address = ''] = uri.split('?');
  const [scheme = '', rest = ''] = address.split('://');
  const at = rest.lastIndexOf('@');
  return at === -1 ? `${scheme}://${rest}` : `${scheme}://${MASK}@${rest.slice(at + 1)}`;
}

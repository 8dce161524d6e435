import { type MailerOptions } from '@nestjs-modules/mailer';
import { type WorkerConfig } from '../config/worker-config';

/** How mails leave. A server that is silent costs a bounded time, and no more than one mail's. */
export function mailerOptions({ mailRoute }: WorkerConfig): MailerOptions {
  if (mailRoute.kind === 'folder') {
    return {
      transport: { streamTransport: true, buffer: true, newline: 'windows' },
    };
  }
  const { host, port, secure, auth, timeoutMs } = mailRoute;
  return {
    transport: {
      host,
      port,
      secure,
      ...(auth && { auth }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  };
}

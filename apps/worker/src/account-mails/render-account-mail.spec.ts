import { describe, expect, it } from 'vitest';
import { accountMailText } from './account-mail-text';
import { renderAccountMail } from './render-account-mail';

const content = accountMailText.passwordReset('https://orders.example.com/reset-password#token=abc_-1');

describe('renderAccountMail', () => {
  it('says who, what and where to go, in both forms', () => {
    const { subject, html, text } = renderAccountMail('Ada', content);
    expect(subject).toBe('Set a new password');
    expect(text).toContain('Hello Ada,');
    expect(text).toContain('\nhttps://orders.example.com/reset-password#token=abc_-1\n');
    expect(html).toContain('href="https://orders.example.com/reset-password#token');
  });

  it('takes a name for data', () => {
    const { html, text } = renderAccountMail('<img src=x onerror=alert(1)>\r\nBcc: eve@example.com', content);
    expect(html).not.toContain('<img');
    expect(text).toContain('Hello <img src=x onerror=alert(1)> Bcc: eve@example.com,');
  });
});

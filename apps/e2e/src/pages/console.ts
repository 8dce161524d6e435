import { type Locator, type Page } from '@playwright/test';
import { type OrderFile } from '../files/order-file';

/** The console as people speak of it, free of selectors for the tests. */
export class Console {
  constructor(readonly page: Page) {}

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('app-job-toast').filter({ hasText: text });
  }

  /** The bell whose name tells how much is unread. */
  bell(): Locator {
    return this.page.getByRole('button', { name: /^Notifications/ });
  }

  /** The row of a file in the history. */
  row(fileName: string): Locator {
    return this.page.locator('app-history-table tbody tr').filter({ hasText: fileName });
  }

  /** A figure of the job or the overview by its key. */
  metric(key: string): Locator {
    return this.page.locator(`[data-metric="${key}"] .value`);
  }

  /** The line of a file on the upload page. */
  transfer(fileName: string): Locator {
    return this.page.locator('app-transfer-row').filter({ hasText: fileName });
  }

  async chooseFiles(...files: OrderFile[]): Promise<void> {
    await this.page.locator('app-drop-zone input[type=file]').setInputFiles(files);
  }

  /** Opens a job by its toast, as people do. */
  async openFromToast(text: string): Promise<void> {
    await this.toast(text).getByRole('link').click();
  }
}

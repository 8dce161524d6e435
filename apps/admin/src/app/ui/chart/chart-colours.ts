import { DOCUMENT, inject, Injectable } from '@angular/core';
import { Theme } from '../../core/theme/theme';

/** The tokens' colours as they are just now, for what draws without style sheets. */
export interface ChartPalette {
  accent: string;
  accentSoft: string;
  ink: string;
  faint: string;
  grid: string;
  surface: string;
  font: string;
}

@Injectable({ providedIn: 'root' })
export class ChartColours {
  private readonly document = inject(DOCUMENT);
  private readonly theme = inject(Theme);

  /** Read inside a `computed`, it follows the theme. */
  palette(): ChartPalette {
    const dark = this.theme.isDark();
    const probe = this.document.createElement('i');
    // A transition would still be at the colour before when it is read.
    probe.style.setProperty('transition', 'none', 'important');
    probe.style.colorScheme = dark ? 'dark' : 'light';
    this.document.body.append(probe);
    const colour = (token: string): string => {
      probe.style.color = `var(${token})`;
      return getComputedStyle(probe).color;
    };
    const palette = {
      accent: colour('--accent'),
      accentSoft: colour('--accent-soft'),
      ink: colour('--ink'),
      faint: colour('--ink-faint'),
      grid: colour('--chart-grid'),
      surface: colour('--surface-raised'),
      font: getComputedStyle(this.document.body).fontFamily,
    };
    probe.remove();
    return palette;
  }
}

import { codes } from './de/codes';
import { features } from './de/features';
import { integrations } from './de/integrations';
import { jobs } from './de/jobs';
import { shell } from './de/shell';
import { staged } from './de/staged';
import { type Texts } from './en';

/** All texts of the console in German. */
export const de: Texts = { ...shell, ...features, ...jobs, ...integrations, ...staged, ...codes };

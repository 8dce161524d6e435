import { codes } from './en/codes';
import { features } from './en/features';
import { integrations } from './en/integrations';
import { jobs } from './en/jobs';
import { shell } from './en/shell';
import { staged } from './en/staged';

/** All texts of the console in English; their shape is what every other language has to fill. */
export const en = { ...shell, ...features, ...jobs, ...integrations, ...staged, ...codes };

export type Texts = typeof en;

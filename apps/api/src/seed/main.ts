import { NestFactory } from '@nestjs/core';
import { errorLines, readEnvironment, setting } from '@orders/config';
import * as z from 'zod';
import { parseSeedOptions, USAGE } from './seed-options';
import { SeedModule } from './seed.module';
import { Seeder } from './seeder';

const seedEnvironment = z.object({ MONGO_URI: setting.mongoUri, SEED_PASSWORD: z.string().optional() });

async function main(): Promise<string[]> {
  const environment = readEnvironment(seedEnvironment, process.env);
  const options = parseSeedOptions(process.argv.slice(2), environment.SEED_PASSWORD);
  if (!options) return [USAGE];
  const app = await NestFactory.createApplicationContext(SeedModule.forRoot(environment.MONGO_URI), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    return await app.get(Seeder).seed(options);
  } finally {
    await app.close();
  }
}

main().then(
  (lines) => {
    process.stdout.write(`${lines.join('\n')}\n`);
  },
  (error: unknown) => {
    process.stderr.write(`${errorLines(error).join('\n')}\n`);
    process.exitCode = 1;
  },
);

#!/usr/bin/env node
import { start } from '../src/cli/start.ts';

await start(process.argv.slice(2));

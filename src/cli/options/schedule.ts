import { duration, flag, type OptionGroup, text, type Values } from './option.ts';

const group: OptionGroup = 'Schedule';

/** When runs are due. */
export const scheduleOptions = {
  schedule: text('schedule', 'CRON', {
    group,
    common: true,
    help: 'When to run, as in "0 2 * * *"',
    detail: '@hourly, @daily, @weekly, @monthly, or a cron pattern: minute, hour, day of the month, month, day of the week',
    usual: '@hourly',
    completes: { words: ['@hourly', '@daily', '@weekly', '@monthly'], rules: false },
  }),
  timeZone: text('time-zone', 'ZONE', { group, help: 'Time zone of the schedule, as in Europe/Berlin', usual: 'that of this machine' }),
  jitter: duration(
    'jitter',
    { units: ['s', 'm'], bare: null, least: '1s', most: '720m' },
    { group, help: 'Begin up to this much later, at random', detail: 'so that many machines do not begin together', usual: 'none' },
  ),
  once: flag('once', {
    group,
    common: true,
    help: 'One run, for cron and systemd',
    detail: 'and Kubernetes; with the exit status of scan',
  }),
};

export type ScheduleRequest = Values<typeof scheduleOptions>;

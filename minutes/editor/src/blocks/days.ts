/** Days in words. */

/** An ISO day in words, month, day and weekday: 12月3日（木）. Empty for anything else. */
export function dayWords(due: string, language: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(due)) return "";
  const day = new Date(`${due}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  const form = { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language, form).format(day).replace("(", "（").replace(")", "）");
}

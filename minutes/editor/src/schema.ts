/** The document's grammar: the nodes and marks that browser, server, print and Word share. */
import { getSchema, type Extensions } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { BulletList, ListItem, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import type { Schema } from "@tiptap/pm/model";
import type { Context } from "./blocks/context";
import { Decision } from "./blocks/decision";
import { Next } from "./blocks/next";
import { Role } from "./blocks/role";
import { Roles } from "./blocks/roles";
import { Source } from "./blocks/source";
import { Statement } from "./blocks/statement";
import { Table, TableCell, TableRow } from "./blocks/table";
import { Link, Ruby } from "./marks";

/** Under the page's h1 and the pane's h2. The level may come from the server as text or as a float. */
const RoomHeading = Heading.extend({
  parseHTML: () => [1, 2, 3, 4, 5, 6].map((n) => ({ tag: `h${n}`, attrs: { level: Math.min(3, Math.max(1, n - 2)) } })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${headingLevel(node.attrs["level"]) + 2}`, HTMLAttributes, 0],
}).configure({ levels: [1, 2, 3] });

export const headingLevel = (level: unknown): number => Math.min(3, Math.max(1, Math.round(Number(level)) || 1));

/** Tab is left to the page: it must always be possible to walk out of the editor. */
const RoomListItem = ListItem.extend({
  content: "paragraph+",
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
    };
  },
});

export const nodes = (context: Context | null): Extensions => [
  Document.extend({ content: "(block | structured)+" }),
  Paragraph,
  Text,
  RoomHeading,
  BulletList,
  OrderedList,
  RoomListItem,
  HardBreak,
  Link,
  Ruby,
  Bold,
  Statement.configure({ context }),
  Decision.configure({ context }),
  Roles.configure({ context }),
  Role.configure({ context }),
  Source.configure({ context }),
  Next.configure({ context }),
  Table.configure({ context }),
  TableRow,
  TableCell,
];

export const schema = (): Schema => getSchema(nodes(null));

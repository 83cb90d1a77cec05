/** The script of the room's page. */
import { readConfig } from "./config";
import { Room } from "./room";

if (document.getElementById("room")) new Room(document, readConfig(document));

import { followLive } from "./live";
import { pointFromThread } from "./pointing";

pointFromThread();
followLive();

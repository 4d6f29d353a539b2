// Loaded into the server by --import: from its first packet on it belongs to a group whose packets can be dropped.
process.setgid(Number(process.env.RUN_AS_GROUP));

-- Grows with every change of the fields and objects a workspace has added; processes read them anew when it has grown.
alter table onward.workspaces add column custom_version integer not null default 0;

-- Imports find companies by the host of their site or mail.

create index companies_site_host on companies ((substring(lower(website) from '^https?://(?:www[.])?([^/:?#]+)'))) where website is not null;
create index companies_mail_host on companies ((split_part(email, '@', 2))) where email is not null;

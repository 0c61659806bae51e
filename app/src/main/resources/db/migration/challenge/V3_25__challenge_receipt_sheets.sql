-- What follows reads and changes rows of tables whose policies bind their owner too.
select set_config('yanzhen.role', 'SYSTEM', true);

-- 回执正文: the very text whose digest the receipt shows, with a secret number in it, so that nobody finds out a price by trying. Bids
-- of before keep the digest of then and have none.
alter table challenge.bid_version add column sheet text,
    add constraint digest_of_the_sheet check (sheet is null or digest = encode(sha256(convert_to(sheet, 'UTF8')), 'hex'));

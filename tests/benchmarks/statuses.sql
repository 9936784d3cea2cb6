-- The statuses of every offer by the edition of 15 September 2020, as one set-based SELECT without any reasons.
-- It is the yardstick of speed and nothing else: the product has one implementation of the rules, and it is not this.
WITH documents AS (
    SELECT document.offer_id,
        bool_or(document.kind = 'customer_one_pager') AS one_pager,
        bool_or(document.kind IN ('customer_case_study', 'customer_wins', 'other')) AS supporting,
        bool_or(document.kind = 'architecture_diagram') AS diagram,
        max(version.azure_percent) FILTER (WHERE document.kind = 'architecture_diagram') AS percent
    FROM offers_document document
    JOIN offers_documentversion version ON version.document_id = document.id
    WHERE document.removed_at IS NULL AND version.published_at IS NOT NULL AND version.state = 'approved'
    GROUP BY document.offer_id
), covered AS (
    SELECT contact.offer_id, jsonb_agg(country.code) AS codes
    FROM offers_contact contact
    CROSS JOIN LATERAL jsonb_array_elements_text(contact.countries) AS country (code)
    WHERE contact.role = 'partner_sales'
    GROUP BY contact.offer_id
), billed AS (
    SELECT offer_id, sum(usd) AS usd FROM eligibility_billedrevenue WHERE month <= %(last_month)s GROUP BY offer_id
), consumed AS (
    SELECT partner_id, sum(usd) AS usd FROM eligibility_azureconsumedrevenue
    WHERE month BETWEEN %(first_month)s AND %(last_month)s GROUP BY partner_id
), gold AS (
    SELECT DISTINCT partner_id FROM eligibility_competency
    WHERE level = 'gold' AND start <= %(day)s AND ("end" IS NULL OR "end" >= %(day)s)
), enrolled AS (
    SELECT DISTINCT ON (partner_id) partner_id, tier, "end" FROM eligibility_isvconnectenrolment
    WHERE start <= %(day)s ORDER BY partner_id, start DESC, id DESC
), requests AS (
    SELECT DISTINCT ON (offer_id) offer_id, state FROM offers_cloudspecialistrequest ORDER BY offer_id, id DESC
), judged AS (
    SELECT offer.id, offer.type,
        offer.published_at IS NOT NULL
        AND trim(partner.legal_name) <> '' AND trim(partner.mpn_id) <> '' AND trim(partner.country) <> ''
        AND trim(partner.address) <> '' AND trim(partner.website) <> '' AND trim(partner.description) <> ''
        AND trim(partner.contact_name) <> '' AND trim(partner.contact_email) <> '' AND trim(partner.contact_phone) <> ''
        AND CASE WHEN offer.type IN ('saas', 'azure_application', 'dynamics_365_customer_engagement',
            'dynamics_365_operations', 'dynamics_365_business_central')
        THEN offer.countries <> '[]' AND (offer.countries <@ covered.codes OR covered.codes ? 'OOO')
            AND documents.one_pager AND offer.landing_page_url <> ''
            AND (offer.social_media_url <> '' OR documents.supporting)
        ELSE requests.state = 'completed' AND (offer.type <> 'consulting_service' OR gold.partner_id IS NOT NULL)
        END AS ready,
        (consumed.usd >= 100000 OR billed.usd >= 100000) AND documents.diagram AND documents.percent > 50 AS azure,
        enrolled.tier = 'premium' AND (enrolled."end" IS NULL OR enrolled."end" >= %(day)s) AS business
    FROM offers_offer offer
    JOIN accounts_partner partner ON partner.id = offer.partner_id
    LEFT JOIN documents ON documents.offer_id = offer.id
    LEFT JOIN covered ON covered.offer_id = offer.id
    LEFT JOIN billed ON billed.offer_id = offer.id
    LEFT JOIN consumed ON consumed.partner_id = offer.partner_id
    LEFT JOIN gold ON gold.partner_id = offer.partner_id
    LEFT JOIN enrolled ON enrolled.partner_id = offer.partner_id
    LEFT JOIN requests ON requests.offer_id = offer.id
)
SELECT id, CASE
    WHEN ready IS NOT TRUE THEN 'not_ready'
    WHEN type IN ('saas', 'azure_application', 'azure_virtual_machine', 'azure_container', 'iot_edge_module') AND azure
        THEN 'azure_ip_incentivized'
    WHEN type IN ('dynamics_365_customer_engagement', 'dynamics_365_operations', 'dynamics_365_business_central')
        AND business THEN 'business_applications_incentivized'
    ELSE 'co_sell_ready' END AS status
FROM judged

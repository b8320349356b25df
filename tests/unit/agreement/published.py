"""Published and package-printed values of coefficients, with where each comes from: facts, typed in as they stand.

A case's figures are lines of: statistic, value, tolerance (that of the printed digits), and who printed it where that
is not the source itself.
"""

from __future__ import annotations

from dataclasses import dataclass

Units = list[list[int | None]]


@dataclass(frozen=True)
class Figure:
    """One value: the statistic, what was printed, and how exact that is."""

    statistic: str
    expected: float
    tolerance: float


@dataclass(frozen=True)
class Case:
    """Units × coders as categories (None: missing); ``categories`` is how many were declared."""

    name: str
    source: str
    units: Units
    categories: int
    lines: str

    @property
    def figures(self) -> list[Figure]:
        """Return the lines as figures."""
        words = [line.split(maxsplit=3) for line in self.lines.strip().splitlines()]
        return [Figure(word[0], float(word[1]), float(word[2])) for word in words]


def crossed(rows: list[list[int]]) -> Units:
    """Return the units of a table of two coders: the first's categories are the rows."""
    return [[i, j] for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)]


def counted(rows: str) -> Units:
    """Return units of which is known how many coders gave each category, written as digits or numbers."""
    return [[k for k, n in enumerate(row.split(",")) for _ in range(int(n))] for row in rows.split()]


def rated(rows: str) -> Units:
    """Return units of which each coder's category is a digit or letter, a stop where it is missing."""
    values = sorted(set(rows) - set(" .\n"))
    return [[None if value == "." else values.index(value) for value in row] for row in rows.split()]


CASES = (
    Case(
        "cohen1960_p37",
        "Cohen J (1960) Educ Psychol Meas 20:37-46, p. 37",
        crossed([[25, 12, 3], [13, 2, 15], [12, 16, 2]]),
        3,
        """
            percent_agreement 0.29 0.0005
            expected_agreement_cohen 0.35 0.0005
            cohen_kappa -0.0923077 1e-06 R vcd, psych
            gwet_ac1 -0.04797 1e-05 irrCAC 1.4
        """,
    ),
    Case(
        "cohen1960_p45",
        "Cohen J (1960) Educ Psychol Meas 20:37-46, p. 45",
        crossed([[88, 14, 18], [10, 40, 10], [2, 6, 12]]),
        3,
        """
            percent_agreement 0.7 0.0005
            expected_agreement_cohen 0.41 0.0005
            cohen_kappa 0.492 0.0006
            cohen_kappa_max 0.831 0.0006
            cohen_kappa 0.4915254 2e-06 R packages
            cohen_kappa_se_fleiss1969 0.05100182 2e-06 R packages
            scott_pi 0.4871795 2e-06 R packages
            gwet_ac1 0.5759717 2e-06 R packages
            brennan_prediger 0.55 2e-06 R packages
            krippendorff_alpha_nominal 0.4884615 2e-06 R packages
            scott_pi_se_table 0.052283 1e-06 R irrCAC, table (variance by n)
            gwet_ac1_se_table 0.048 1e-06 R irrCAC, table (variance by n)
            brennan_prediger_se_table 0.048606 1e-06 R irrCAC, table (variance by n)
            percent_agreement_se_table 0.032404 1e-06 R irrCAC, table (variance by n)
        """,
    ),
    Case(
        "feinstein_cicchetti_1990_balanced",
        "Feinstein AR, Cicchetti DV (1990) J Clin Epidemiol 43:543-549; Cicchetti, Feinstein, 551-558",
        crossed([[40, 9], [6, 45]]),
        2,
        """
            cohen_kappa 0.7 0.0051
            percent_agreement 0.85 0.0005
            gwet_ac1 0.700748 1e-06 R irrCAC
            krippendorff_alpha_nominal 0.700752 1e-06 R irrCAC
            positive_agreement 0.84 0.0051
            negative_agreement 0.86 0.0051
            pabak 0.7 1e-09 Byrt, Bishop, Carlin 1993
            prevalence_index -0.05 1e-09 Byrt et al. 1993, signed
            bias_index 0.03 1e-09 Byrt et al. 1993, signed
        """,
    ),
    Case(
        "feinstein_cicchetti_1990_skewed_prevalence",
        "Feinstein AR, Cicchetti DV (1990) J Clin Epidemiol 43:543-549; Cicchetti, Feinstein, 551-558",
        crossed([[80, 10], [5, 5]]),
        2,
        """
            cohen_kappa 0.32 0.0051
            percent_agreement 0.85 0.0005
            gwet_ac1 0.808 1e-06 R irrCAC
            krippendorff_alpha_nominal 0.317714 1e-06 R irrCAC
            positive_agreement 0.91 0.0051
            negative_agreement 0.4 0.0051
            pabak 0.7 1e-09 Byrt, Bishop, Carlin 1993
            prevalence_index 0.75 1e-09 Byrt et al. 1993, signed
            bias_index 0.05 1e-09 Byrt et al. 1993, signed
            cohen_kappa_se_fleiss1969 0.133457 1e-06 R irrCAC, table (variance by n)
            scott_pi_se_table 0.135477 1e-06 R irrCAC, table (variance by n)
            gwet_ac1_se_table 0.052129 1e-06 R irrCAC, table (variance by n)
            brennan_prediger_se_table 0.071414 1e-06 R irrCAC, table (variance by n)
            percent_agreement_se_table 0.035707 1e-06 R irrCAC, table (variance by n)
        """,
    ),
    Case(
        "feinstein_cicchetti_1990_symmetric_imbalance",
        "Feinstein AR, Cicchetti DV (1990) J Clin Epidemiol 43:543-549; Cicchetti, Feinstein, 551-558",
        crossed([[45, 15], [25, 15]]),
        2,
        """
            cohen_kappa 0.13 0.0051
            percent_agreement 0.6 0.0005
            gwet_ac1 0.266055 1e-06 R irrCAC
            krippendorff_alpha_nominal 0.125275 1e-06 R irrCAC
            pabak 0.2 1e-09 Byrt, Bishop, Carlin 1993
            prevalence_index 0.3 1e-09 Byrt et al. 1993, signed
            bias_index -0.1 1e-09 Byrt et al. 1993, signed
        """,
    ),
    Case(
        "gwet_125_subjects",
        "125 subjects used by Gwet KL (2002; 2008, Br J Math Stat Psychol 61:29-48)",
        crossed([[118, 5], [2, 0]]),
        2,
        """
            percent_agreement 0.944 1e-06 R irrCAC
            cohen_kappa -0.0233918 1e-06 R irrCAC
            scott_pi -0.0288066 1e-06 R irrCAC
            gwet_ac1 0.9407763 1e-06 R irrCAC
            brennan_prediger 0.888 1e-06 R irrCAC
            krippendorff_alpha_nominal -0.0246914 1e-06 R irrCAC
            gwet_ac1_se_table 0.022965 1e-06 R irrCAC
            cohen_kappa_se_fleiss1969 0.012287 1e-06 R irrCAC
        """,
    ),
    Case(
        "dkpro_irrcac_paradox_2x2",
        "paradox of a skewed 2 x 2 table, fixture 01 of DKPro statistics",
        crossed([[80, 7], [8, 5]]),
        2,
        """
            percent_agreement 0.85 1e-05 irrCAC 1.4
            expected_agreement_ac1 0.21875 1e-05 irrCAC 1.4
            gwet_ac1 0.808 1e-05 irrCAC 1.4
        """,
    ),
    Case(
        "irrcac_cont4x4diagnosis",
        "Gwet KL (2014) Handbook of Inter-Rater Reliability, 4th ed., cont4x4diagnosis",
        crossed([[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]]),
        4,
        """
            cohen_kappa 0.4315008 1e-06
            scott_pi 0.4303406 1e-06
            gwet_ac1 0.4561576 1e-06
            brennan_prediger 0.4499253 1e-06
            krippendorff_alpha_nominal 0.4316178 1e-06
            cohen_kappa_se_fleiss1969 0.04596918 1e-06
            gwet_ac1_se_table 0.04344987 1e-06
        """,
    ),
    Case(
        "irrcac_raw5observers_missing",
        "Gwet KL (2014) Handbook of Inter-Rater Reliability, 4th ed., cac.raw5obser",
        rated("112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1"),
        4,
        """
            gwet_ac1 0.49662 1e-05
            fleiss_kappa 0.45762 1e-05
            krippendorff_alpha_nominal 0.48053 1e-05
            brennan_prediger 0.48741 1e-05
            gwet_ac1_se_raw 0.12197 1e-05
            fleiss_kappa_se_raw 0.12045 1e-05
        """,
    ),
    Case(
        "irrcac_dist4cat_3cat",
        "Gwet KL (2014) Handbook of Inter-Rater Reliability, 4th ed., cac.dist4cat",
        counted("3,0,1 2,1,1 2,1,1 2,0,2 3,1,0 3,1,0 0,4,0 0,3,1 0,0,4 3,1,0 0,4,0 0,3,1 0,2,2 0,0,4 3,1,0"),
        3,
        """
            gwet_ac1 0.3518903 1e-06
        """,
    ),
    Case(
        "fleiss1971_diagnoses",
        "Fleiss JL (1971) Psychol Bull 76:378-382",
        rated(
            "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 "
            "224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 "
            "133333 555555"
        ),
        5,
        """
            percent_agreement 0.5556 6e-05
            expected_agreement_fleiss 0.2201 0.0003
            fleiss_kappa 0.43 0.0005
            fleiss_kappa 0.4302445 1e-06
            krippendorff_alpha_nominal 0.43341 1e-05
            gwet_ac1 0.44788 1e-05
            brennan_prediger 0.44444 1e-05
            gwet_ac1_se_raw 0.05566 1e-05
            fleiss_kappa_se_raw 0.0542 1e-05
            fleiss_kappa_category_1 0.245 0.0006 R irr; Fleiss himself rounded on the way
            fleiss_kappa_category_2 0.245 0.0006 R irr; Fleiss himself rounded on the way
            fleiss_kappa_category_3 0.52 0.0006 R irr; Fleiss himself rounded on the way
            fleiss_kappa_category_4 0.471 0.0006 R irr; Fleiss himself rounded on the way
            fleiss_kappa_category_5 0.566 0.0006 R irr; Fleiss himself rounded on the way
        """,
    ),
    Case(
        "wikipedia_fleiss_10x14",
        "Wikipedia, Fleiss' kappa, worked example",
        counted("0,0,0,0,14 0,2,6,4,2 0,0,3,5,6 0,3,9,2,0 2,2,8,1,1 7,7,0,0,0 3,2,6,3,0 2,5,3,2,2 6,5,2,1,0 0,2,2,3,7"),
        5,
        """
            fleiss_kappa 0.21 0.0006
        """,
    ),
    Case(
        "randolph_calculator",
        "Randolph JJ (2005), online calculator, as in the tests of statsmodels",
        counted("7,1 3,5"),
        2,
        """
            fleiss_kappa 0.161905 6e-06
            brennan_prediger 0.214286 6e-06
        """,
    ),
    Case(
        "randolph_calculator_unused_category",
        "Randolph JJ (2005), online calculator, as in the tests of statsmodels",
        counted("6,1,0 0,7,0"),
        3,
        """
            fleiss_kappa 0.708333 6e-06
            brennan_prediger 0.785714 6e-06
        """,
    ),
    Case(
        "krippendorff_4x12",
        "Krippendorff K (2011) Computing alpha-reliability, section C",
        rated("11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 .3.."),
        5,
        """
            krippendorff_alpha_nominal 0.743 0.0005
            krippendorff_alpha_nominal 0.7434211 1e-06
        """,
    ),
    Case(
        "krippendorff2004_p224_binary",
        "Krippendorff K (2004) Content Analysis, 2nd ed., p. 224",
        rated("10 11 01 00 00 01 00 01 00 00"),
        2,
        """
            percent_agreement 0.6 0.0005
            krippendorff_alpha_nominal 0.095 0.0006
            observed_disagreement 0.4 0.0006
            expected_disagreement 0.442 0.0006
        """,
    ),
    Case(
        "krippendorff2004_p227",
        "Krippendorff K (2004) Content Analysis, 2nd ed., p. 227",
        rated("aa ab bb bb bb bb bc cc cc cc cc cc"),
        3,
        """
            percent_agreement 0.833 0.0006
            krippendorff_alpha_nominal 0.734 0.0006
            observed_disagreement 0.1667 6e-05
            expected_disagreement 0.6268 0.0006
        """,
    ),
    Case(
        "wikipedia_krippendorff_3x15",
        "Wikipedia, Krippendorff's alpha, computational example",
        rated(".1. ... .22 .11 .33 334 444 13. 2.2 1.1 1.1 3.3 3.3 ... 3.4"),
        4,
        """
            krippendorff_alpha_nominal 0.691358 1e-06
        """,
    ),
    Case(
        "brennan_prediger_1981_p689",
        "Brennan RL, Prediger DJ (1981) Educ Psychol Meas 41:687-699",
        crossed([[50, 0, 0], [10, 10, 10], [20, 0, 0]]),
        3,
        """
            percent_agreement 0.6 0.0051
            cohen_kappa 0.27 0.0051
            brennan_prediger 0.4 0.0051
        """,
    ),
    Case(
        "brennan_prediger_1981_p691",
        "Brennan RL, Prediger DJ (1981) Educ Psychol Meas 41:687-699",
        crossed([[50, 0, 10], [0, 10, 10], [10, 10, 0]]),
        3,
        """
            percent_agreement 0.6 0.0051
            cohen_kappa 0.29 0.0051
            brennan_prediger 0.4 0.0051
        """,
    ),
    Case(
        "krippendorff1995_digitised_A",
        "Krippendorff K (1995) Sociol Methodol 25:47-76, p. 57: 24 equal positions of a text",
        rated("00 00 10 10 11 11 11 11 10 10 00 00 00 00 10 11 11 10 10 10 00 00 00 00"),
        2,
        """
            cohen_kappa 0.385 0.001
            scott_pi 0.314 0.001
            krippendorff_alpha_nominal 0.329 0.001
        """,
    ),
    Case(
        "krippendorff1995_digitised_B",
        "Krippendorff K (1995) Sociol Methodol 25:47-76, p. 57: 24 equal positions of a text",
        rated("11 11 11 11 11 11 11 11 11 11 10 10 10 10 10 10 10 10 00 00 00 00 00 00"),
        2,
        """
            cohen_kappa 0.385 0.001
            scott_pi 0.314 0.001
        """,
    ),
    Case(
        "krippendorff1995_digitised_C",
        "Krippendorff K (1995) Sociol Methodol 25:47-76, p. 57: 24 equal positions of a text",
        rated("01 01 10 10 11 11 11 11 00 00 11 11 01 01 10 10 11 11 00 00 11 11 00 00"),
        2,
        """
            cohen_kappa 0.314 0.001
            scott_pi 0.314 0.001
        """,
    ),
    Case(
        "nvivo_1000_characters",
        "NVivo help, Coding Comparison Query: 1,000 characters",
        crossed([[50, 150], [0, 800]]),
        2,
        """
            percent_agreement 0.85 1e-09
        """,
    ),
)

-- As phpMyAdmin writes: keys behind the rows, names that touch the delimiter.
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
SET time_zone = "+00:00";

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8mb4 */;

--
--

DELIMITER $$
--
-- Procedures
--
DROP PROCEDURE IF EXISTS `add_mark`$$
CREATE DEFINER=`root`@`localhost` PROCEDURE `add_mark` (IN `student` INT, IN `mark` INT)   BEGIN
INSERT INTO marks (student_id, mark) VALUES (student, mark);
END$$

--
-- Functions
--
CREATE DEFINER=`root`@`localhost` FUNCTION `grade` (`m` INT) RETURNS VARCHAR(2) CHARSET utf8mb4 COLLATE utf8mb4_general_ci DETERMINISTIC BEGIN
  IF m > 90 THEN RETURN 'A'; ELSEIF m > 80 THEN RETURN 'B'; END IF;
  RETURN 'C';
END$$

DELIMITER ;

-- --------------------------------------------------------

--
-- Table structure for table `students`
--
-- Creation: Feb 01, 2024 at 10:00 AM
--

CREATE TABLE `students` (
  `id` int(11) NOT NULL,
  `name` varchar(255) NOT NULL COMMENT 'full; name',
  `born` date DEFAULT NULL,
  `created_at` timestamp NOT NULL DEFAULT current_timestamp(),
  `status` enum('in','out') NOT NULL DEFAULT 'in'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

--
-- RELATIONSHIPS FOR TABLE `students`:
--

--
-- Dumping data for table `students`
--

INSERT INTO `students` (`id`, `name`, `born`, `created_at`, `status`) VALUES
(1, 'O\'Neil; DROP', NULL, '2024-01-01 00:00:00', 'in'),
(2, 'x -- y', NULL, '2024-01-01 00:00:00', 'out');

-- --------------------------------------------------------

CREATE TABLE `marks` (
  `id` bigint(20) UNSIGNED NOT NULL,
  `student_id` int(11) NOT NULL,
  `mark` tinyint(4) NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

--
-- Triggers `marks`
--
DROP TRIGGER IF EXISTS `marks_check`;
DELIMITER $$
CREATE TRIGGER `marks_check` BEFORE INSERT ON `marks` FOR EACH ROW BEGIN
 IF NEW.mark < 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF;
END
$$
DELIMITER ;

-- --------------------------------------------------------

--
-- Stand-in structure for view `best`
-- (See below for the actual view)
--
DROP VIEW IF EXISTS `best`;
CREATE TABLE `best` (
`id` int(11)
,`name` varchar(255)
);

-- --------------------------------------------------------

--
-- Structure for view `best`
--
DROP TABLE IF EXISTS `best`;

DROP VIEW IF EXISTS `best`;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `best`  AS SELECT `s`.`id` AS `id`, `s`.`name` AS `name` FROM (`students` `s` join `marks` `m` on(`m`.`student_id` = `s`.`id`)) WHERE `m`.`mark` > 90 ;

--
-- Indexes for dumped tables
--

--
-- Indexes for table `students`
--
ALTER TABLE `students`
  ADD PRIMARY KEY (`id`),
  ADD UNIQUE KEY `name` (`name`),
  ADD KEY `born` (`born`);
ALTER TABLE `students` ADD FULLTEXT KEY `ft` (`name`);

--
-- Indexes for table `marks`
--
ALTER TABLE `marks`
  ADD PRIMARY KEY (`id`),
  ADD KEY `student_id` (`student_id`);

--
-- AUTO_INCREMENT for dumped tables
--

--
-- AUTO_INCREMENT for table `students`
--
ALTER TABLE `students`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=3;

--
-- AUTO_INCREMENT for table `marks`
--
ALTER TABLE `marks`
  MODIFY `id` bigint(20) UNSIGNED NOT NULL AUTO_INCREMENT;

--
-- Constraints for dumped tables
--

--
-- Constraints for table `marks`
--
ALTER TABLE `marks`
  ADD CONSTRAINT `marks_ibfk_1` FOREIGN KEY (`student_id`) REFERENCES `students` (`id`) ON DELETE CASCADE ON UPDATE CASCADE;

DELIMITER $$
--
-- Events
--
CREATE DEFINER=`root`@`localhost` EVENT `nightly` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 00:00:00' ON COMPLETION PRESERVE ENABLE COMMENT 'x' DO BEGIN
 DELETE FROM marks WHERE mark = 0;
END$$

DELIMITER ;

--
-- Metadata
--

--
-- Metadata for table students
--

--
-- Dumping data for table `pma__column_info`
--
COMMIT;

/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
